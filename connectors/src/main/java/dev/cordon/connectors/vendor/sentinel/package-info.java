/// Microsoft Sentinel: the incidents of a workspace, through Azure Resource Manager.
@NullMarked
package dev.cordon.connectors.vendor.sentinel;

import org.jspecify.annotations.NullMarked;
