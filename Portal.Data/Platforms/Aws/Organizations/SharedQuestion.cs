using System.Collections.Concurrent;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>
/// One question, asked of many identities of an organization: the decision that <see cref="HoldingCheck"/> comes to for each, without its
/// reasons. What they share is put together once: limits by account, documents by their text, and what is known of a request where nothing
/// that is about the question speaks of who asks. For several threads at once.
/// </summary>
internal sealed class SharedQuestion
{
    private readonly Organization _organization;
    private readonly AccessQuestion _question;
    private readonly CompiledPolicies _compiled;
    private readonly QuestionBearing _bearing;
    private readonly ActionName _action;
    private readonly ResourceName _resource;
    private readonly HeldResourcePolicy? _onResource;
    private readonly bool _isPersonal;
    private readonly SharedLevels _levels;
    private readonly ConcurrentDictionary<string, bool> _personal = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RequestContext> _contexts = new(StringComparer.Ordinal);

    /// <summary>Prepares a question.</summary>
    /// <param name="organization">Of whom it is asked.</param>
    /// <param name="question">The question.</param>
    /// <param name="action">Its action.</param>
    /// <param name="onResource">The policies on its resource that are known.</param>
    /// <param name="bearing">Which documents have something to say about it.</param>
    /// <param name="compiled">Documents, compiled.</param>
    /// <param name="levels">The limits of its accounts.</param>
    public SharedQuestion(
        Organization organization, AccessQuestion question, ActionName action, IReadOnlyList<HeldResourcePolicy> onResource, QuestionBearing bearing, CompiledPolicies compiled, SharedLevels levels)
    {
        _levels = levels;
        _organization = organization;
        _question = question;
        _action = action;
        _compiled = compiled;
        _resource = new ResourceName(question.Resource);
        _onResource = AppliedForm.On(_resource, onResource);
        _bearing = bearing;
        _isPersonal = _onResource is not null && (_bearing.Of(_onResource) & Bearing.IsPersonal) != Bearing.None;
    }

    /// <summary>Whether the identity with this number may do it.</summary>
    public AccessDecision Decide(int number)
    {
        var holder = _organization.Holders[number];
        if (AwsPrincipal.Read(holder.NativeId) is not { } principal)
        {
            return AccessDecision.Conditional;
        }
        var owner = _resource.Account ?? _onResource?.Container ?? holder.Container;
        var account = _levels.Of(holder.Container);
        var isPersonal = _isPersonal || IsPersonal(holder.Container) || (_bearing.Of(holder.Policies) & Bearing.IsPersonal) != Bearing.None
            || (owner != holder.Container && IsPersonal(owner));
        var request = new AccessRequest(principal, _action, _resource, owner, isPersonal ? Context(holder, principal, owner) : _contexts.GetOrAdd(owner, Context));
        return AccessEvaluator.DecideOnly(request, new AppliedPolicies
        {
            Identity = Own(holder.Policies),
            Boundary = holder.Policies.Boundaries.Count == 0 ? null : [.. holder.Policies.Boundaries.Select(limit => AppliedForm.Of(limit, _compiled))],
            ServiceControl = account.ServiceControl,
            ResourceControl = owner == holder.Container ? account.ResourceControl : _levels.Of(owner).OnResources,
            Resource = AppliedForm.OnResource(request, _onResource, _compiled),
            ManagementAccount = account.Place.IsManagement ? holder.Container : null,
        });
    }

    /// <summary>Those of its own policies that have something to say.</summary>
    private List<AppliedPolicy> Own(PolicySet set)
    {
        var own = new List<AppliedPolicy>();
        foreach (var held in set.Policies)
        {
            if ((held.Document is null || _bearing.Of(held.Document) != Bearing.None) && AppliedForm.Of(held, _compiled) is { } policy)
            {
                own.Add(policy);
            }
        }
        return own;
    }

    /// <summary>True when limits above an account tell callers apart.</summary>
    private bool IsPersonal(string container) => _personal.GetOrAdd(container, name => (_bearing.Of(_levels.Of(name).Place.Limits) & Bearing.IsPersonal) != Bearing.None);

    private RequestContext Context(string owner) => Context(new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase), owner);

    private RequestContext Context(Holder holder, AwsPrincipal principal, string owner) =>
        Context(PrincipalContext.Values(_organization.HoldingOf(holder), principal), owner);

    private RequestContext Context(Dictionary<string, ContextValues> values, string owner)
    {
        values["aws:ResourceAccount"] = AppliedForm.Value("aws:ResourceAccount", owner);
        foreach (var (key, value) in _question.Context)
        {
            values[key] = AppliedForm.Value(key, value);
        }
        return new RequestContext(values, isComplete: false);
    }
}
