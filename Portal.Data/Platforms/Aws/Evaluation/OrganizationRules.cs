using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Whom the organization's policies bind.</summary>
internal static class OrganizationRules
{
    /// <summary>
    /// Service control policies bind users, roles and root users of member accounts; not the management account, service-linked roles,
    /// services or callers without an account.
    /// </summary>
    public static bool BindServiceControl(AccessRequest request, AppliedPolicies policies) =>
        policies.ServiceControl.Count > 0
        && request.Principal.Kind <= AwsPrincipalKind.Root
        && !request.Principal.IsServiceLinked
        && !string.Equals(request.Principal.Account, policies.ManagementAccount, StringComparison.Ordinal);

    /// <summary>
    /// Resource control policies bind everyone who uses resources of member accounts, outsiders and services included, where the service
    /// supports them; not service-linked roles, not keys that AWS manages, and never the giving back of a grant.
    /// </summary>
    public static bool BindResourceControl(AccessRequest request, AppliedPolicies policies) =>
        policies.ResourceControl.Count > 0
        && !request.Principal.IsServiceLinked
        && ActionCatalogue.Instance.HasResourceControl(request.Action.Service)
        && request.Action is not { Service: "kms", Name: "retiregrant" }
        && !(request.Action.Service == "kms" && request.Resource.Text.Contains(":alias/aws/", StringComparison.Ordinal))
        && (request.ResourceAccount is null || !string.Equals(request.ResourceAccount, policies.ManagementAccount, StringComparison.Ordinal));
}
