using System.Globalization;

namespace Portal.Data.Permissions;

/// <summary>
/// Whether an entitlement was used, from reports of the platform and events. Absence is believed only where a report covers it; use is put
/// down to an entitlement only when no other one could have allowed it. Everything else is unknown, with the reason.
/// </summary>
/// <param name="Use">Used, unused or unknown.</param>
/// <param name="Reason">Why that is said, one sentence.</param>
/// <param name="Services">The same for each service that it allows something in.</param>
public sealed record UseAssessment(EntitlementUse Use, string Reason, IReadOnlyList<ServiceUseRow> Services)
{
    /// <summary>Assesses.</summary>
    /// <param name="actions">All that the entitlement allows after limits.</param>
    /// <param name="elsewhere">All that the holder's other entitlements allow.</param>
    /// <param name="facts">The evidence.</param>
    /// <param name="since">When it was given: use before that rested on something else.</param>
    /// <param name="lastUsedAt">When the holder last did anything, or null when unknown.</param>
    public static UseAssessment Of(
        IReadOnlyCollection<string> actions, IReadOnlySet<string> elsewhere, IReadOnlyList<UseFact> facts, DateTimeOffset since, DateTimeOffset? lastUsedAt)
    {
        if (lastUsedAt < since && !facts.Any(f => f.At >= since))
        {
            return new(EntitlementUse.Unused, "Its holder has not acted since this was given.", []);
        }
        var byService = actions.GroupBy(ServiceOf, StringComparer.OrdinalIgnoreCase).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        if (byService.Count == 0)
        {
            return new(EntitlementUse.Unknown, "It allows nothing that could be used.", []);
        }
        var others = elsewhere.Select(ServiceOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rows = byService.Select(service => Row(service.Key, [.. service], elsewhere, others.Contains(service.Key), [.. facts.Where(f => f.Service.Equals(service.Key, StringComparison.OrdinalIgnoreCase))], since)).ToList();
        if (rows.Where(r => r.Use == EntitlementUse.Used).MaxBy(r => r.LastUsedAt) is { } used)
        {
            return new(EntitlementUse.Used, used.Reason, rows);
        }
        if (rows.TrueForAll(r => r.Use == EntitlementUse.Unused))
        {
            return new(EntitlementUse.Unused, rows.Count == 1 ? rows[0].Reason : $"None of the {rows.Count} services in which it allows something was used.", rows);
        }
        var open = rows.Where(r => r.Use == EntitlementUse.Unknown).ToList();
        return new(
            EntitlementUse.Unknown,
            facts.Count == 0 && lastUsedAt is null ? "Nothing says when its holder last acted."
                : facts.Count == 0 ? "Its holder has acted since, but nothing says whether it used this."
                : open.Count == 1 ? open[0].Reason
                : $"{open[0].Reason} The same is open for {open.Count - 1} more services.",
            rows);
    }

    private static ServiceUseRow Row(
        string service, IReadOnlyList<string> actions, IReadOnlySet<string> elsewhere, bool isElsewhere, IReadOnlyList<UseFact> facts, DateTimeOffset since)
    {
        var names = actions.Select(a => a[(a.IndexOf(':', StringComparison.Ordinal) + 1)..]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = facts.Where(f => f.Action is { } action && names.Contains(action) && f.At >= since).OrderByDescending(f => f.At).ToList();
        if (taken.Find(f => !elsewhere.Contains($"{service}:{f.Action}")) is { } alone)
        {
            return new(service, EntitlementUse.Used, alone.At, $"{service}:{alone.Action} was used on {Day(alone.At)}, and nothing else allows it.");
        }
        if (taken is [var shared, ..])
        {
            return new(service, EntitlementUse.Unknown, shared.At, $"{service}:{shared.Action} was used on {Day(shared.At)}, but another entitlement allows it as well.");
        }
        if (facts.FirstOrDefault(f => f is { Action: null, ReportedAt: not null }) is not { } whole)
        {
            return new(service, EntitlementUse.Unknown, null, $"No report says whether anything in {service} was used.");
        }
        if (whole.At is null || whole.At < since)
        {
            return whole.ReportedAt >= since
                ? new(service, EntitlementUse.Unused, whole.At, $"Nothing in {service} was used since it was given, as the report of {Day(whole.ReportedAt)} says.")
                : new(service, EntitlementUse.Unknown, whole.At, $"The report of {Day(whole.ReportedAt)} is older than the entitlement.");
        }
        if (names.All(name => facts.Any(f => f is { ReportedAt: not null } && name.Equals(f.Action, StringComparison.OrdinalIgnoreCase))))
        {
            return new(service, EntitlementUse.Unused, null, $"{service} was used on {Day(whole.At)}, but none of the actions that this allows in it.");
        }
        return isElsewhere
            ? new(service, EntitlementUse.Unknown, whole.At, $"{service} was used on {Day(whole.At)}, but other entitlements allow something in it as well.")
            : new(service, EntitlementUse.Used, whole.At, $"{service} was used on {Day(whole.At)}, and nothing else allows anything in it.");
    }

    private static string ServiceOf(string action) => action[..Math.Max(action.IndexOf(':', StringComparison.Ordinal), 0)];

    private static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "an unknown day";
}
