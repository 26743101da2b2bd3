/// A stand-in for Microsoft Sentinel behind Azure Resource Manager.
@NullMarked
package dev.cordon.lab.range.sentinel;

import org.jspecify.annotations.NullMarked;
