using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>What AWS decides by itself, whatever the policies say, and which resources must allow by themselves.</summary>
internal static class FixedRules
{
    /// <summary>All of them, for a request of which everything else is known.</summary>
    public static FixedTraits Of(AccessRequest request) => new(
        AlwaysWorks(request.Action) && HasCredentials(request.Principal),
        NeedsNoPermission(request.Action),
        MustAllowItself(request),
        IgnoresBucketPolicy(request),
        IsClosedToRoot(request),
        (AlwaysWorks(request.Action) || NeedsNoPermission(request.Action)) && !HasCredentials(request.Principal),
        CannotBeChanged(request));

    /// <summary>True for calls that always work for whoever has credentials: nothing can deny them.</summary>
    public static bool AlwaysWorks(ActionName action) => action is { Service: "sts", Name: "getcalleridentity" };

    /// <summary>True for calls that need no permission, though they can be denied.</summary>
    public static bool NeedsNoPermission(ActionName action) => action is { Service: "sts", Name: "getsessiontoken" };

    /// <summary>False for those who sign nothing: anonymous callers, and those whom a provider vouches for before they have a session.</summary>
    private static bool HasCredentials(AwsPrincipal principal) => principal.Kind is not (AwsPrincipalKind.Anonymous or AwsPrincipalKind.Federated);

    /// <summary>
    /// Keys and roles: their own policy must allow, and policies of the caller count only where it trusts the caller's account. Actions
    /// without a resource, as <c>kms:ListKeys</c>, follow the usual rule.
    /// </summary>
    public static bool MustAllowItself(AccessRequest request) => request.Action switch
    {
        { Service: "kms" } => request.Resource.IsArn
            ? request.Resource.Part(5).StartsWith("key/", StringComparison.Ordinal)
            : request.CatalogueId is { } id && ActionCatalogue.Instance.ResourceTypes(id).Count > 0 && request.Action.Name is not ("createalias" or "updatealias" or "deletealias"),
        { Service: "sts", Name: "assumerole" or "assumerolewithsaml" or "assumerolewithwebidentity" or "tagsession" or "setsourceidentity" or "setcontext" } =>
            !request.Resource.IsArn || request.Resource.Part(5).StartsWith("role/", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>True for the calls by which a bucket's owner repairs a policy that shuts everyone out: its root user may make them whatever that policy denies.</summary>
    public static bool IgnoresBucketPolicy(AccessRequest request) =>
        request.Principal.Kind == AwsPrincipalKind.Root && request.IsSameAccount
        && request.Action is { Service: "s3", Name: "getbucketpolicy" or "putbucketpolicy" or "deletebucketpolicy" };

    /// <summary>True for what root users cannot do although everything is allowed to them: nobody assumes a role as root.</summary>
    public static bool IsClosedToRoot(AccessRequest request) =>
        request.Principal.Kind == AwsPrincipalKind.Root && request.Action is { Service: "sts", Name: "assumerole" };

    /// <summary>True for changes to what only AWS can change: the policies that it manages, and the roles that single sign-on makes.</summary>
    public static bool CannotBeChanged(AccessRequest request)
    {
        if (request.Action.Service != "iam" || request.Action.Name == "passrole" || !request.Resource.IsArn || request.CatalogueId is not { } id
            || ActionCatalogue.Instance.Access(id) is AccessLevel.Read or AccessLevel.List)
        {
            return false;
        }
        var part = request.Resource.Part(5);
        return part.StartsWith("role/aws-reserved/", StringComparison.Ordinal)
            || (request.Resource.Part(4).SequenceEqual("aws") && part.StartsWith("policy/", StringComparison.Ordinal));
    }
}
