using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>Names the one thing that a change gives, takes or rewrites, so that changes of the same thing can be told from others.</summary>
internal static class ChangeTarget
{
    /// <summary>The target of an event, or null when it is about no single thing.</summary>
    public static string? Of(NativeEvent happened) => happened switch
    {
        { Policy: { } policy } => OfPolicy(policy),
        { Group: { } group } => OfGroup(happened.Container, group),
        { Entitlement: { } entitlement, Subjects: [var subject] } => OfEntitlement(entitlement.Kind, entitlement.Key, subject.Kind, subject.Container, subject.Name),
        _ => null,
    };

    /// <summary>The target of rewriting a managed policy, whoever holds it.</summary>
    public static string OfPolicy(string policy) => OutsideText.Key($"policy\n{policy}");

    /// <summary>The target of changing what a group holds, whoever is in it.</summary>
    public static string OfGroup(string container, string group) => OutsideText.Key($"group\n{container}\n{group}");

    /// <summary>The target of giving or taking an entitlement of one principal, or of rewriting one that lives in it.</summary>
    public static string OfEntitlement(EntitlementKind kind, string key, IdentityKind holderKind, string container, string holder) =>
        OutsideText.Key($"{kind}\n{key}\n{holderKind}\n{container}\n{holder}");
}
