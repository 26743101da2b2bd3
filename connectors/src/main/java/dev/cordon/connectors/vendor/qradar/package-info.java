/// IBM QRadar: its offenses, through the console's REST API.
@NullMarked
package dev.cordon.connectors.vendor.qradar;

import org.jspecify.annotations.NullMarked;
