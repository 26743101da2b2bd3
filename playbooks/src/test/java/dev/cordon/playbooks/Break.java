package dev.cordon.playbooks;

import java.util.stream.Stream;

/// One way to break the sample playbook, and what the lint must say to it.
///
/// @param wrong what is broken, for the reader
/// @param text a regular expression; its first match in the sample is replaced
record Break(String wrong, String text, String replacement, String complaint) {

    static Stream<Break> all() {
        return Stream.of(
                new Break("not XML", "</bpmn:definitions>", "", "does not parse"),
                new Break(
                        "a DTD",
                        "<bpmn:definitions",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>$0",
                        "DOCTYPE"),
                new Break("against the schema", "<bpmn:process ", "<bpmn:nonsense/>$0", "does not parse"),
                new Break(
                        "another process id",
                        "<bpmn:process id=\"sample\"",
                        "<bpmn:process id=\"other\"",
                        "the process is called other, not like its folder"),
                new Break(
                        "not executable",
                        "isExecutable=\"true\"",
                        "isExecutable=\"false\"",
                        "the process is not executable"),
                new Break("no name", "name=\"Sample\"", "name=\"\"", "the process has no name for people"),
                new Break(
                        "no documentation",
                        "<bpmn:documentation>.*?</bpmn:documentation>",
                        "",
                        "the process has no documentation"),
                new Break("no version", "<zeebe:versionTag[^>]*>", "", "the process has no version tag"),
                new Break(
                        "another message",
                        "playbook-requested-sample",
                        "playbook-requested-other",
                        "starts with [playbook-requested-other], not with the message playbook-requested-sample"),
                new Break(
                        "no message",
                        "<bpmn:messageEventDefinition[^>]*>",
                        "",
                        "starts with [no message], not with the message playbook-requested-sample"),
                new Break(
                        "a script task",
                        "<bpmn:endEvent id=\"done\"",
                        "<bpmn:scriptTask id=\"script\" name=\"s\"/>$0",
                        "scriptTask is not allowed"),
                new Break(
                        "a call of another process",
                        "<bpmn:endEvent id=\"done\"",
                        "<bpmn:callActivity id=\"call\" name=\"c\"/>$0",
                        "callActivity is not allowed"),
                new Break("a nameless task", "name=\"Find host\"", "name=\" \"", "find-host has no name"),
                new Break("a nameless end", "name=\"Rejected\"", "", "rejected has no name"),
                new Break("a nameless question", "name=\"Approved\\?\"", "", "approved has no name"),
                new Break("no default flow", " default=\"approved--rejected\"", "", "approved has no default flow"),
                new Break(
                        "a decision that is not there",
                        "decisionId=\"containment-approval\"",
                        "decisionId=\"guess\"",
                        "decide calls the decision guess, which does not exist"),
                new Break("no decision", "<zeebe:calledDecision[^>]*>", "", "decide calls no decision"),
                new Break(
                        "a compensation without id",
                        "<bpmn:compensateEventDefinition id=\"[^\"]*\"",
                        "<bpmn:compensateEventDefinition",
                        "a compensateEventDefinition has no id"),
                new Break(
                        "a node not drawn",
                        "(?s)<bpmndi:BPMNShape id=\"done-shape\".*?</bpmndi:BPMNShape>",
                        "",
                        "done is not drawn"),
                new Break(
                        "a flow not drawn",
                        "(?s)<bpmndi:BPMNEdge id=\"undo--done-edge\".*?</bpmndi:BPMNEdge>",
                        "",
                        "undo--done is not drawn"),
                new Break(
                        "an unknown job",
                        "type=\"host.isolate\"",
                        "type=\"host.wipe\"",
                        "isolate has a type that is no job type"),
                new Break(
                        "a computed job type",
                        "type=\"host.isolate\"",
                        "type=\"=reason\"",
                        "isolate has a type that is no job type"),
                new Break(
                        "a listener",
                        "<zeebe:taskDefinition type=\"host.find\" ?/>",
                        "$0<zeebe:executionListeners><zeebe:executionListener eventType=\"start\" type=\"x\"/></zeebe:executionListeners>",
                        "an execution listener is a job outside the contract"),
                new Break(
                        "no target",
                        "<zeebe:input source=\"=host\" target=\"target\"",
                        "<zeebe:input source=\"=host\" target=\"aim\"",
                        "isolate is given no target"),
                new Break(
                        "a result without a name",
                        "target=\"isolation\"",
                        "target=\"result\"",
                        "isolate maps its result to no name of its own"),
                new Break(
                        "a result over the target",
                        "target=\"isolation\"",
                        "target=\"target\"",
                        "isolate maps its result to no name of its own"),
                new Break(
                        "a denial uncaught",
                        "<bpmn:errorEventDefinition id=\"isolate-failed-error\"",
                        "$0 errorRef=\"error-target-not-found\"",
                        "isolate leaves errors uncaught"),
                new Break(
                        "several hosts uncaught",
                        "errorRef=\"error-target-ambiguous\"",
                        "errorRef=\"error-target-not-found\"",
                        "find-host leaves errors uncaught"),
                new Break(
                        "a containment without undo",
                        "<bpmn:association [^>]*>",
                        "",
                        "isolate contains, and neither does a compensation handler undo it nor the README say why not"),
                new Break(
                        "an undo of something else",
                        "type=\"host.release\"",
                        "type=\"account.enable\"",
                        "isolate contains, and neither does a compensation handler undo it nor the README say why not"),
                new Break("a job as user task", "<zeebe:userTask ?/>", "", "approve is not a native user task"),
                new Break(
                        "a form that is not there",
                        "formId=\"approve-containment\"",
                        "formId=\"none\"",
                        "approve shows the form none, which does not exist"),
                new Break(
                        "a group that is not there",
                        "candidateGroups=\"approver\"",
                        "candidateGroups=\"everybody\"",
                        "approve is for [everybody], and such groups there are not"),
                new Break("no due date", "<zeebe:taskSchedule[^>]*>", "", "approve has no due date"),
                new Break(
                        "no timer",
                        "(?s)<bpmn:timerEventDefinition .*?</bpmn:timerEventDefinition>",
                        "<bpmn:errorEventDefinition id=\"x\"/>",
                        "nothing happens when nobody does approve"),
                new Break(
                        "no request",
                        "target=\"request\"",
                        "target=\"question\"",
                        "approve has no variable request to show"),
                new Break(
                        "an answer without a name",
                        "target=\"approval\"",
                        "target=\"answer\"",
                        "approve maps its answer to no name of its own"),
                new Break(
                        "an approval by responders",
                        "candidateGroups=\"approver\"",
                        "candidateGroups=\"responder\"",
                        "approve must be for approvers and carry approval=true, or neither"),
                new Break(
                        "an approval not marked",
                        "key=\"approval\" value=\"true\"",
                        "key=\"approval\" value=\"no\"",
                        "approve must be for approvers and carry approval=true, or neither"),
                new Break(
                        "an approval nobody can reject",
                        "formId=\"approve-containment\"",
                        "formId=\"review-containment\"",
                        "approve approves with a form that cannot say approve and reject"),
                new Break(
                        "a pick that is not marked",
                        "formId=\"approve-containment\"",
                        "formId=\"pick-target\"",
                        "approve must show a form with the field pick and carry picks=target, or neither"),
                new Break(
                        "a pick that offers nothing",
                        "<zeebe:header key=\"approval\" value=\"true\" ?/>",
                        "$0<zeebe:header key=\"picks\" value=\"target\"/>",
                        "approve must show a form with the field pick and carry picks=target, or neither"));
    }

    @Override
    public String toString() {
        return wrong;
    }
}
