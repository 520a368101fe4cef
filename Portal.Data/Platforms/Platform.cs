namespace Portal.Data.Platforms;

/// <summary>The kinds of systems that agents have identities on.</summary>
public enum Platform
{
    /// <summary>Amazon Web Services: IAM roles and users.</summary>
    Aws,
    /// <summary>Azure RBAC: service principals and managed identities on Azure resources.</summary>
    Azure,
    /// <summary>Microsoft Entra: directory roles and API permissions.</summary>
    Entra,
    /// <summary>Google Cloud IAM.</summary>
    Google,
    /// <summary>Kubernetes RBAC.</summary>
    Kubernetes,
    /// <summary>GitHub Apps and tokens.</summary>
    GitHub,
}
