/// AWS IAM: users, their access keys and passwords, and the sessions of users and roles of one AWS account.
@NullMarked
package dev.cordon.connectors.vendor.aws;

import org.jspecify.annotations.NullMarked;
