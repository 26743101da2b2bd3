/// A directory that behaves like Active Directory where Cordon's connector touches it. It speaks LDAP over
/// TLS on a port of its own, with a certificate it made itself.
@NullMarked
package dev.cordon.lab.range.ldap;

import org.jspecify.annotations.NullMarked;
