namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Who makes a request.</summary>
internal enum AwsPrincipalKind
{
    /// <summary>An IAM user.</summary>
    User,
    /// <summary>An IAM role, in any of its sessions.</summary>
    Role,
    /// <summary>One session of a role.</summary>
    RoleSession,
    /// <summary>A session that a user made with GetFederationToken.</summary>
    FederatedUser,
    /// <summary>The root user of an account.</summary>
    Root,
    /// <summary>An AWS service on its own behalf.</summary>
    Service,
    /// <summary>Someone whom an identity provider vouches for: OIDC, SAML, Cognito.</summary>
    Federated,
    /// <summary>Nobody in particular.</summary>
    Anonymous,
}
