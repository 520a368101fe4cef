using System.Collections.Frozen;
using static Portal.Data.Platforms.Aws.Events.SubjectSource;
using static Portal.Data.Platforms.ChangeKind;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>The events that change what identities may do, who may become them, or what agents are. Any other is an act, not a change.</summary>
internal static class EventRules
{
    private static readonly FrozenDictionary<(string Service, string Name), EventRule> Rules = All().ToFrozenDictionary();

    private static readonly string[] Destroying =
    [
        "Delete", "Terminate", "Destroy", "Stop", "Disable", "Purge", "Drop", "Deregister", "BatchDelete", "Abort", "Decommission", "ScheduleKeyDeletion", "Shutdown",
    ];

    private static readonly string[] Reading =
    [
        "Get", "List", "Describe", "Head", "Lookup", "Search", "Scan", "Query", "BatchGet", "Select", "Preview", "Simulate", "Check", "Validate", "Estimate",
    ];

    /// <summary>The rule for an event, or null when it changes no permissions.</summary>
    public static EventRule? Find(string service, string name) =>
        Rules.GetValueOrDefault((service.StartsWith("bedrock-agentcore", StringComparison.Ordinal) ? "bedrock-agentcore" : service, CallName.WithoutDate(name)));

    /// <summary>True when the name says that something is deleted or stopped.</summary>
    public static bool IsDestructive(string name) => Array.Exists(Destroying, verb => name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>True when the name says that the call only reads, for records that do not say it.</summary>
    public static bool IsReading(string name) => Array.Exists(Reading, verb => name.StartsWith(verb, StringComparison.Ordinal));

    private static IEnumerable<KeyValuePair<(string, string), EventRule>> All() =>
    [
        .. Of("iam", Roles), .. Of("iam", Users), .. Of("iam", GroupsAndPolicies), .. Of("iam", Providers),
        .. Of("sts", Sessions), .. Of("sso", PermissionSets), .. Of("organizations", Organization), .. Of("eks", ClusterAccess),
        .. Resources.Select(rule => KeyValuePair.Create((rule.Service, rule.Name), rule.Rule)),
        .. Of("bedrock", BedrockAgents), .. Of("bedrock-agentcore", AgentCore),
    ];

    private static IEnumerable<KeyValuePair<(string, string), EventRule>> Of(string service, (string Name, EventRule Rule)[] rules) =>
        rules.Select(rule => KeyValuePair.Create((service, rule.Name), rule.Rule));

    private static (string, EventRule)[] Roles =>
    [
        ("PutRolePolicy", new(PermissionChanged, Role, After: "policyDocument")),
        ("DeleteRolePolicy", new(PermissionLost, Role, Before: "policyName")),
        ("AttachRolePolicy", new(PermissionGained, Role, After: "policyArn")),
        ("DetachRolePolicy", new(PermissionLost, Role, Before: "policyArn")),
        ("UpdateAssumeRolePolicy", new(TrustChanged, Role, After: "policyDocument")),
        ("PutRolePermissionsBoundary", new(LimitAdded, Role, After: "permissionsBoundary")),
        ("DeleteRolePermissionsBoundary", new(LimitRemoved, Role)),
        ("CreateRole", new(IdentityCreated, Role, After: "assumeRolePolicyDocument")),
        ("CreateServiceLinkedRole", new(IdentityCreated, Role)),
        ("DeleteRole", new(IdentityDeleted, Role)),
        ("DeleteServiceLinkedRole", new(IdentityDeleted, Role)),
        ("AddRoleToInstanceProfile", new(TrustChanged, Role, After: "instanceProfileName")),
        ("RemoveRoleFromInstanceProfile", new(TrustChanged, Role, Before: "instanceProfileName")),
    ];

    private static (string, EventRule)[] Users =>
    [
        ("PutUserPolicy", new(PermissionChanged, User, After: "policyDocument")),
        ("DeleteUserPolicy", new(PermissionLost, User, Before: "policyName")),
        ("AttachUserPolicy", new(PermissionGained, User, After: "policyArn")),
        ("DetachUserPolicy", new(PermissionLost, User, Before: "policyArn")),
        ("AddUserToGroup", new(PermissionGained, User, After: "groupName")),
        ("RemoveUserFromGroup", new(PermissionLost, User, Before: "groupName")),
        ("PutUserPermissionsBoundary", new(LimitAdded, User, After: "permissionsBoundary")),
        ("DeleteUserPermissionsBoundary", new(LimitRemoved, User)),
        ("CreateUser", new(IdentityCreated, User)),
        ("UpdateUser", new(PermissionChanged, User, After: "newUserName", Before: "userName")),
        ("DeleteUser", new(IdentityDeleted, User)),
        ("CreateAccessKey", new(CredentialMade, User)),
        ("UpdateAccessKey", new(CredentialMade, User, After: "status")),
        ("DeleteAccessKey", new(CredentialRemoved, User, Before: "accessKeyId")),
        ("CreateLoginProfile", new(CredentialMade, User)),
        ("UpdateLoginProfile", new(CredentialMade, User)),
        ("DeleteLoginProfile", new(CredentialRemoved, User)),
        ("CreateServiceSpecificCredential", new(CredentialMade, User, After: "serviceName")),
        ("ResetServiceSpecificCredential", new(CredentialMade, User)),
        ("UpdateServiceSpecificCredential", new(CredentialMade, User, After: "status")),
        ("DeleteServiceSpecificCredential", new(CredentialRemoved, User)),
        ("UploadSSHPublicKey", new(CredentialMade, User)),
        ("DeleteSSHPublicKey", new(CredentialRemoved, User)),
        ("UploadSigningCertificate", new(CredentialMade, User)),
        ("DeleteSigningCertificate", new(CredentialRemoved, User)),
    ];

    private static (string, EventRule)[] GroupsAndPolicies =>
    [
        ("PutGroupPolicy", new(PermissionChanged, Group, After: "policyDocument")),
        ("DeleteGroupPolicy", new(PermissionLost, Group, Before: "policyName")),
        ("AttachGroupPolicy", new(PermissionGained, Group, After: "policyArn")),
        ("DetachGroupPolicy", new(PermissionLost, Group, Before: "policyArn")),
        ("DeleteGroup", new(PermissionLost, Group)),
        ("CreatePolicyVersion", new(PermissionChanged, Policy, After: "policyDocument")),
        ("SetDefaultPolicyVersion", new(PermissionChanged, Policy, After: "versionId")),
    ];

    private static (string, EventRule)[] Providers =>
    [
        ("CreateOpenIDConnectProvider", new(TrustChanged, None, After: "url")),
        ("AddClientIDToOpenIDConnectProvider", new(TrustChanged, None, After: "openIDConnectProviderArn")),
        ("UpdateOpenIDConnectProviderThumbprint", new(TrustChanged, None, After: "openIDConnectProviderArn")),
        ("DeleteOpenIDConnectProvider", new(TrustChanged, None, Before: "openIDConnectProviderArn")),
        ("CreateSAMLProvider", new(TrustChanged, None, After: "name")),
        ("UpdateSAMLProvider", new(TrustChanged, None, After: "sAMLProviderArn")),
        ("DeleteSAMLProvider", new(TrustChanged, None, Before: "sAMLProviderArn")),
    ];

    private static (string, EventRule)[] Sessions =>
    [
        ("AssumeRole", new(Activity, SubjectSource.Arn)),
        ("AssumeRoleWithWebIdentity", new(Activity, SubjectSource.Arn)),
        ("AssumeRoleWithSAML", new(Activity, SubjectSource.Arn)),
    ];

    private static (string, EventRule)[] PermissionSets =>
    [
        ("CreateAccountAssignment", new(PermissionGained, None, After: "permissionSetArn")),
        ("DeleteAccountAssignment", new(PermissionLost, None, Before: "permissionSetArn")),
        ("PutInlinePolicyToPermissionSet", new(PermissionChanged, None, After: "inlinePolicy")),
        ("DeleteInlinePolicyFromPermissionSet", new(PermissionLost, None, Before: "permissionSetArn")),
        ("AttachManagedPolicyToPermissionSet", new(PermissionGained, None, After: "managedPolicyArn")),
        ("DetachManagedPolicyFromPermissionSet", new(PermissionLost, None, Before: "managedPolicyArn")),
        ("AttachCustomerManagedPolicyReferenceToPermissionSet", new(PermissionGained, None, After: "customerManagedPolicyReference")),
        ("DetachCustomerManagedPolicyReferenceFromPermissionSet", new(PermissionLost, None, Before: "customerManagedPolicyReference")),
        ("PutPermissionsBoundaryToPermissionSet", new(LimitAdded, None, After: "permissionsBoundary")),
        ("DeletePermissionsBoundaryFromPermissionSet", new(LimitRemoved, None)),
    ];

    private static (string, EventRule)[] Organization =>
    [
        ("AttachPolicy", new(LimitAdded, Scope, After: "policyId")),
        ("DetachPolicy", new(LimitRemoved, Scope, Before: "policyId")),
        ("CreatePolicy", new(PermissionChanged, None, After: "content")),
        ("UpdatePolicy", new(PermissionChanged, None, After: "content")),
        ("DeletePolicy", new(PermissionChanged, None, Before: "policyId")),
        ("EnablePolicyType", new(LimitAdded, Scope, After: "policyType")),
        ("DisablePolicyType", new(LimitRemoved, Scope, Before: "policyType")),
        ("MoveAccount", new(PermissionChanged, Scope, After: "destinationParentId", Before: "sourceParentId")),
        ("RemoveAccountFromOrganization", new(LimitRemoved, Scope)),
    ];

    private static (string, EventRule)[] ClusterAccess =>
    [
        ("CreateAccessEntry", new(PermissionGained, SubjectSource.Arn, After: "kubernetesGroups")),
        ("UpdateAccessEntry", new(PermissionChanged, SubjectSource.Arn, After: "kubernetesGroups")),
        ("DeleteAccessEntry", new(PermissionLost, SubjectSource.Arn)),
        ("AssociateAccessPolicy", new(PermissionGained, SubjectSource.Arn, After: "policyArn")),
        ("DisassociateAccessPolicy", new(PermissionLost, SubjectSource.Arn, Before: "policyArn")),
    ];

    private static (string Service, string Name, EventRule Rule)[] Resources =>
    [
        ("s3", "PutBucketPolicy", new(PermissionChanged, PolicyPrincipals, After: "bucketPolicy")),
        ("s3", "DeleteBucketPolicy", new(PermissionChanged, None, Before: "bucketName")),
        ("kms", "PutKeyPolicy", new(PermissionChanged, PolicyPrincipals, After: "policy")),
        ("kms", "CreateGrant", new(PermissionGained, SubjectSource.Arn, After: "operations")),
        ("kms", "RevokeGrant", new(PermissionLost, None, Before: "grantId")),
        ("lambda", "AddPermission", new(PermissionGained, SubjectSource.Arn, After: "action")),
        ("lambda", "RemovePermission", new(PermissionLost, None, Before: "statementId")),
        ("secretsmanager", "PutResourcePolicy", new(PermissionChanged, PolicyPrincipals, After: "resourcePolicy")),
        ("secretsmanager", "DeleteResourcePolicy", new(PermissionChanged, None, Before: "secretId")),
        ("ecr", "SetRepositoryPolicy", new(PermissionChanged, PolicyPrincipals, After: "policyText")),
        ("dynamodb", "PutResourcePolicy", new(PermissionChanged, PolicyPrincipals, After: "policy")),
        ("kinesis", "PutResourcePolicy", new(PermissionChanged, PolicyPrincipals, After: "policy")),
        ("sqs", "AddPermission", new(PermissionChanged, None, After: "actions")),
        ("sns", "AddPermission", new(PermissionChanged, None, After: "actionNames")),
    ];

    private static (string, EventRule)[] BedrockAgents =>
    [
        .. Agents("CreateAgent", "UpdateAgent", "DeleteAgent", "PrepareAgent", "CreateAgentActionGroup", "UpdateAgentActionGroup", "DeleteAgentActionGroup",
            "AssociateAgentCollaborator", "UpdateAgentCollaborator", "DisassociateAgentCollaborator", "CreateAgentAlias", "UpdateAgentAlias", "DeleteAgentAlias",
            "AssociateAgentKnowledgeBase", "UpdateAgentKnowledgeBase", "DisassociateAgentKnowledgeBase"),
    ];

    private static (string, EventRule)[] AgentCore =>
    [
        .. Agents("CreateAgentRuntime", "UpdateAgentRuntime", "DeleteAgentRuntime", "CreateAgentRuntimeEndpoint", "UpdateAgentRuntimeEndpoint", "DeleteAgentRuntimeEndpoint",
            "CreateGateway", "UpdateGateway", "DeleteGateway", "CreateGatewayTarget", "UpdateGatewayTarget", "DeleteGatewayTarget",
            "CreateWorkloadIdentity", "UpdateWorkloadIdentity", "DeleteWorkloadIdentity", "CreateBrowser", "DeleteBrowser", "CreateCodeInterpreter", "DeleteCodeInterpreter",
            "CreateOauth2CredentialProvider", "UpdateOauth2CredentialProvider", "CreateApiKeyCredentialProvider", "UpdateApiKeyCredentialProvider"),
    ];

    // Tools are permissions too: the whole request says what the agent is now.
    private static IEnumerable<(string, EventRule)> Agents(params string[] names) =>
        names.Select(name => (name, new EventRule(AgentChanged, SubjectSource.Arn, After: "*")));
}
