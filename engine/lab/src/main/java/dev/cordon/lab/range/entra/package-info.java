/// Microsoft Entra ID as the range plays it: accounts, sessions, second factors, and who must not be locked out.
@NullMarked
package dev.cordon.lab.range.entra;

import org.jspecify.annotations.NullMarked;
