namespace Portal.Data.Platforms.Aws.Events;

/// <summary>Which field of an event names what it touches.</summary>
internal enum SubjectSource
{
    /// <summary>None: it touches no single identity.</summary>
    None,
    /// <summary><c>roleName</c>.</summary>
    Role,
    /// <summary><c>userName</c>; without it the caller itself.</summary>
    User,
    /// <summary><c>groupName</c>: the group's members.</summary>
    Group,
    /// <summary><c>policyArn</c>: the policy's holders.</summary>
    Policy,
    /// <summary><c>targetId</c>, <c>accountId</c> or <c>rootId</c>: a scope of the organization.</summary>
    Scope,
    /// <summary>An ARN of a role or user in <c>principalArn</c>, <c>roleArn</c>, <c>agentResourceRoleArn</c> and the like.</summary>
    Arn,
    /// <summary>The roles and users that a resource's policy names.</summary>
    PolicyPrincipals,
}
