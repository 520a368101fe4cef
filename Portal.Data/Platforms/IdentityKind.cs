namespace Portal.Data.Platforms;

/// <summary>What a principal is on its platform.</summary>
public enum IdentityKind
{
    /// <summary>An AWS IAM role.</summary>
    Role,
    /// <summary>An AWS IAM user.</summary>
    User,
    /// <summary>A service principal, managed identity or agent identity of Entra.</summary>
    ServicePrincipal,
    /// <summary>A service account of Google Cloud or Kubernetes.</summary>
    ServiceAccount,
    /// <summary>A GitHub App.</summary>
    App,
}
