/// AWS IAM as Cordon's connector sees it: the users of one account, over the query interface, in XML.
@NullMarked
package dev.cordon.lab.range.aws;

import org.jspecify.annotations.NullMarked;
