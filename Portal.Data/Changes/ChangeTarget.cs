using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Names the one thing that a change gives, takes or rewrites, so that changes of the same thing can be told from others.</summary>
internal static class ChangeTarget
{
    /// <summary>What a target is found by among the changes that a source told of.</summary>
    public static IndexKey In(SourceId source, string target) => IndexKey.Of(source.Value, target);

    /// <summary>The target of an event, or null when it is about no single thing.</summary>
    public static string? Of(NativeEvent happened) => happened switch
    {
        { Policy: { } policy } => OfPolicy(policy),
        { LimitPolicy: { } limit } => OfLimit(limit, happened.Scope),
        { Group: { } group, Entitlement: { } held } => OfGroupPolicy(happened.Container, group, held.Kind, held.Key),
        { Group: { } group } => OfGroup(happened.Container, group),
        { IsTrustDocument: true, Subjects: [var trusting] } => OfTrust(trusting.Kind, trusting.Container, trusting.Name),
        { Entitlement: { } entitlement, Subjects: [var subject] } => OfEntitlement(entitlement.Kind, entitlement.Key, subject.Kind, subject.Container, subject.Name),
        _ => null,
    };

    /// <summary>The target of rewriting a managed policy, whoever holds it.</summary>
    public static string OfPolicy(string policy) => OutsideText.Key($"policy\n{policy}");

    /// <summary>The target of changing what a group holds, whoever is in it.</summary>
    public static string OfGroup(string container, string group) => OutsideText.Key($"group\n{container}\n{group}");

    /// <summary>The target of giving, taking or rewriting one policy of a group.</summary>
    public static string OfGroupPolicy(string container, string group, EntitlementKind kind, string key) => OutsideText.Key($"group\n{container}\n{group}\n{kind}\n{key}");

    /// <summary>The target of putting an organization's policy on a scope or taking it off; without one, of rewriting it wherever it is.</summary>
    public static string OfLimit(string policy, string? scope) => OutsideText.Key($"limit\n{policy}\n{scope}");

    /// <summary>The target of what a snapshot shows of the boundary of one principal; events about it name the principal alone.</summary>
    public static string OfBoundary(IdentityKind kind, string container, string name) => OutsideText.Key($"boundary\n{kind}\n{container}\n{name}");

    /// <summary>The target of rewriting who may become an identity.</summary>
    public static string OfTrust(IdentityKind kind, string container, string name) => OutsideText.Key($"trust\n{kind}\n{container}\n{name}");

    /// <summary>The target of giving or taking an entitlement of one principal, or of rewriting one that lives in it.</summary>
    public static string OfEntitlement(EntitlementKind kind, string key, IdentityKind holderKind, string container, string holder) =>
        OutsideText.Key($"{kind}\n{key}\n{holderKind}\n{container}\n{holder}");
}
