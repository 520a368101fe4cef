using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>One request to AWS.</summary>
internal sealed class AccessRequest
{
    /// <summary>Puts a request together; an action that works on no resource always has the resource <c>*</c>.</summary>
    public AccessRequest(AwsPrincipal principal, ActionName action, ResourceName resource, string? resourceAccount, RequestContext context)
    {
        Principal = principal;
        Action = action;
        Context = context;
        CatalogueId = ActionCatalogue.Instance.Find(action);
        Resource = CatalogueId is { } id && ActionCatalogue.Instance.ResourceTypes(id).Count == 0 ? Everything : resource;
        ResourceAccount = resourceAccount;
        IsSameAccount = principal.Account is { } account && string.Equals(account, resourceAccount, StringComparison.Ordinal);
        Mask = QuestionMask.Of(action, Resource);
        Traits = FixedRules.Of(this);
    }

    /// <summary>Who asks.</summary>
    public AwsPrincipal Principal { get; }

    /// <summary>For what.</summary>
    public ActionName Action { get; }

    /// <summary>The action's number in the catalogue, or null when it is not known there.</summary>
    public int? CatalogueId { get; }

    /// <summary>On what.</summary>
    public ResourceName Resource { get; }

    /// <summary>Whose it is; null when unknown.</summary>
    public string? ResourceAccount { get; }

    /// <summary>What else is known.</summary>
    public RequestContext Context { get; }

    /// <summary>True when caller and resource are of one account; services, providers and anonymous callers have none.</summary>
    public bool IsSameAccount { get; }

    /// <summary>Which statements may be about it.</summary>
    public QuestionMask Mask { get; }

    /// <summary>What AWS decides by itself.</summary>
    public FixedTraits Traits { get; }

    private static readonly ResourceName Everything = new("*");
}
