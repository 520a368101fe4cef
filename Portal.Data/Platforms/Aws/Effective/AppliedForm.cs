using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What is held, in the form in which it applies to requests: what is not known of it stays unknown.</summary>
internal static class AppliedForm
{
    /// <summary>A policy of the caller; null when it is malformed, since AWS would not attach it. One that is too complex may say anything.</summary>
    public static AppliedPolicy? Of(HeldPolicy held, CompiledPolicies compiled)
    {
        if (held.Document is null)
        {
            return new AppliedPolicy(held.Name, Document: null);
        }
        var policy = compiled.Get(held.Document);
        return policy.ProblemWithoutPrincipal is null || policy.IsTooComplex ? new AppliedPolicy(held.Name, policy.Document) : null;
    }

    /// <summary>A limit; one that cannot be read is unknown, never "no limit".</summary>
    public static AppliedPolicy Of(HeldLimit limit, CompiledPolicies compiled)
    {
        var policy = limit.Document is null ? null : compiled.Get(limit.Document);
        return new AppliedPolicy(limit.Name, ProblemOf(limit, policy) is null ? policy?.Document : null);
    }

    /// <summary>What is left out with a policy of the caller that cannot be read, in a plain sentence; null when it can.</summary>
    /// <param name="held">The policy.</param>
    /// <param name="compiled">Compiled documents.</param>
    /// <param name="what">What it may do then, for example <c>allow or deny this</c>.</param>
    /// <param name="follows">True where all of its statements are followed at once.</param>
    public static string? Unread(HeldPolicy held, CompiledPolicies compiled, string what, bool follows = true)
    {
        if (held.Document is null)
        {
            return $"The content of policy {held.Name} is not in the import: it may {what}.";
        }
        return (follows ? compiled.Follow(held.Document) : compiled.Get(held.Document)) switch
        {
            { ProblemWithoutPrincipal: null } => null,
            { IsTooComplex: true } policy => $"Policy {held.Name} was not read ({policy.Problem}): it may {what}.",
            { ProblemWithoutPrincipal: var problem } => $"Policy {held.Name} is malformed ({problem}): AWS would not attach it, so it counts for nothing.",
        };
    }

    /// <summary>Why something counts as unknown, in words that go on with what is unknown.</summary>
    public static string Words(CompiledPolicy? unread) => unread switch
    {
        null => "is not in the import",
        { IsTooComplex: true } => $"was not read ({unread.Problem})",
        _ => $"is malformed ({unread.ProblemWithoutPrincipal})",
    };

    /// <summary>Why a limit could not be attached; null when it could, or when its document is not known.</summary>
    public static string? ProblemOf(HeldLimit limit, CompiledPolicy? policy) =>
        limit.Kind == LimitKind.ResourceControlPolicy ? policy?.Problem : policy?.ProblemWithoutPrincipal;

    /// <summary>Limits of one kind, level by level.</summary>
    public static List<PolicyLevel> Levels(LimitKind kind, IEnumerable<HeldLimit> limits, CompiledPolicies compiled) =>
        [.. limits.Where(limit => limit.Kind == kind).GroupBy(limit => limit.Target, StringComparer.Ordinal)
            .Select(level => new PolicyLevel(level.Key, [.. level.Select(limit => Of(limit, compiled))]))];

    /// <summary>The known policy of a resource, or of the bucket that holds the object.</summary>
    public static HeldResourcePolicy? On(ResourceName resource, IReadOnlyList<HeldResourcePolicy> policies) => policies.FirstOrDefault(policy =>
        string.Equals(policy.Resource, resource.Text, StringComparison.Ordinal)
        || (policy.Resource.Contains(":s3:::", StringComparison.Ordinal) && resource.Text.StartsWith($"{policy.Resource}/", StringComparison.Ordinal)));

    /// <summary>What the resource itself says to a request: unknown where it must allow and was not imported, null where it need not.</summary>
    public static AppliedPolicy? OnResource(AccessRequest request, HeldResourcePolicy? known, CompiledPolicies compiled)
    {
        if (known is not null)
        {
            return new AppliedPolicy(known.Resource, compiled.Get(known.Document).Document);
        }
        return request.Resource.IsArn && MustSay(request) ? new AppliedPolicy(request.Resource.Text, Document: null) : null;
    }

    /// <summary>True when a request needs the resource's own policy to allow.</summary>
    public static bool MustSay(AccessRequest request) => !request.IsSameAccount || request.Traits.MustAllowItself;

    /// <summary>A value for a condition key.</summary>
    public static ContextValues Value(string key, params IReadOnlyList<string> values) => new(values, ActionCatalogue.Instance.IsMultivalued(key));
}
