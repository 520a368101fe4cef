using System.Globalization;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions.LeastPrivilege;

/// <summary>
/// Each action that an identity may take, with whether it was used. Use is what a report or an event says of the very action. Absence is
/// believed where a report covers the time that was asked about; an event tells of use and never of its absence. The rest is unknown.
/// </summary>
/// <param name="Actions">The actions, by service and name.</param>
/// <param name="Elsewhere">Actions that it was seen to take in that time and may not take now, sorted.</param>
/// <param name="Since">The beginning of the time that was asked about.</param>
/// <param name="HasEvidence">False when nothing at all is known of what it used.</param>
public sealed record UsedActions(IReadOnlyList<ActionUse> Actions, IReadOnlyList<string> Elsewhere, DateTimeOffset Since, bool HasEvidence)
{
    /// <summary>The longest time to ask about, in days: no platform keeps track for longer.</summary>
    public const int MostDays = 400;

    /// <summary>How many days back use counts unless something else is said: a quarter.</summary>
    public const int UsualDays = 90;

    /// <summary>Compares what is allowed with what is known of use.</summary>
    /// <param name="permissions">What it may do.</param>
    /// <param name="facts">The evidence.</param>
    /// <param name="since">The beginning of the time that is asked about.</param>
    public static UsedActions Of(IEnumerable<EffectivePermission> permissions, IReadOnlyList<UseFact> facts, DateTimeOffset since)
    {
        var access = new SortedDictionary<string, AccessLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (var permission in permissions)
        {
            foreach (var action in permission.Actions)
            {
                access.TryAdd(action, permission.Access);
            }
        }
        var services = facts.GroupBy(fact => fact.Service, StringComparer.OrdinalIgnoreCase).ToDictionary(s => s.Key, s => new ServiceEvidence([.. s], since), StringComparer.OrdinalIgnoreCase);
        var actions = access.Select(pair =>
        {
            var (service, name) = Split(pair.Key);
            var (use, at, reason) = services.TryGetValue(service, out var evidence) ? evidence.Of(name) : (EntitlementUse.Unknown, null, "No report or event says anything of this service.");
            return new ActionUse(pair.Key, pair.Value, use, at, reason);
        });
        var elsewhere = facts.Where(fact => fact.Action is not null && fact.At >= since).Select(fact => $"{fact.Service}:{fact.Action}").Where(action => !access.ContainsKey(action));
        return new([.. actions], [.. elsewhere.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)], since, facts.Count > 0);
    }

    /// <summary>The actions that a rule keeps, in their order.</summary>
    public IReadOnlyList<string> Kept(KeepRule rule) => [.. Actions.Where(action => rule switch
    {
        KeepRule.UsedOrUnknown => action.Use != EntitlementUse.Unused,
        KeepRule.Used => action.Use == EntitlementUse.Used,
        _ => rule == KeepRule.Everything,
    }).Select(action => action.Action)];

    private static (string Service, string Name) Split(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        return (action[..Math.Max(colon, 0)], action[(colon + 1)..]);
    }

    /// <summary>What is known of one service.</summary>
    private sealed class ServiceEvidence
    {
        private readonly DateTimeOffset _since;
        private readonly Dictionary<string, List<UseFact>> _byAction;
        private readonly (EntitlementUse Use, DateTimeOffset? At, string Reason) _otherwise;

        public ServiceEvidence(List<UseFact> facts, DateTimeOffset since)
        {
            _since = since;
            _byAction = facts.Where(fact => fact.Action is not null).GroupBy(fact => fact.Action!, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(action => action.Key, action => action.ToList(), StringComparer.OrdinalIgnoreCase);
            _otherwise = facts.Find(fact => fact is { Action: null, ReportedAt: not null }) switch
            {
                null => (EntitlementUse.Unknown, null, "No report says whether it was used."),
                { At: { } at } when at >= since => (EntitlementUse.Unknown, at, $"The service was used on {Day(at)}, and nothing says which of its actions."),
                { ReportedAt: { } reported } old when reported < since => (EntitlementUse.Unknown, old.At, $"The report of {Day(reported)} says nothing of this time."),
                { ReportedAt: { } reported } unused => (EntitlementUse.Unused, unused.At, $"Nothing in the service was used in this time, as the report of {Day(reported)} says."),
                _ => throw new InvalidOperationException("A report has a time."),
            };
        }

        public (EntitlementUse Use, DateTimeOffset? At, string Reason) Of(string name)
        {
            if (!_byAction.TryGetValue(name, out var facts))
            {
                return _otherwise;
            }
            if (facts.Where(fact => fact.At >= _since).MaxBy(fact => fact.At) is { At: { } used })
            {
                return (EntitlementUse.Used, used, $"Used on {Day(used)}.");
            }
            var last = facts.Max(fact => fact.At);
            return facts.Find(fact => fact.ReportedAt >= _since) is { ReportedAt: { } reported }
                ? (EntitlementUse.Unused, last, last is null ? $"Not used, as the report of {Day(reported)} says." : $"Last used on {Day(last.Value)}, as the report of {Day(reported)} says.")
                : _otherwise.Use == EntitlementUse.Unused ? _otherwise
                : (EntitlementUse.Unknown, last, last is null ? "No report says whether it was used." : $"Seen on {Day(last.Value)}; nothing says whether it was used since.");
        }

        private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
