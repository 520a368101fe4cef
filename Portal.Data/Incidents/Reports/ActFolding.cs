using Portal.Data.Platforms;

namespace Portal.Data.Incidents.Reports;

/// <summary>Folds bursts: the same act, again and again, in one session, is one thing that was done. What changes permissions always stands alone.</summary>
internal static class ActFolding
{
    /// <summary>The longest pause within a burst.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>The acts, in the order of their first change.</summary>
    /// <param name="changes">Changes in the order of time.</param>
    public static IReadOnlyList<IReadOnlyList<ActChange>> Fold(IEnumerable<ActChange> changes)
    {
        var acts = new List<List<ActChange>>();
        var open = new Dictionary<object, List<ActChange>>();
        foreach (var change in changes)
        {
            var key = KeyOf(change);
            if (key is not null && open.TryGetValue(key, out var burst) && change.Change.At - burst[^1].Change.At <= LongestPause)
            {
                burst.Add(change);
                continue;
            }
            List<ActChange> act = [change];
            acts.Add(act);
            if (key is not null)
            {
                open[key] = act;
            }
        }
        return acts;
    }

    private static object? KeyOf(ActChange act) => act is { Call.Session: { } session, Change: { IsSilent: false, Kind: ChangeKind.Activity or ChangeKind.Destructive } change }
        ? (session, change.Actor, change.Service, change.Name, change.Error, change.Initiator, change.NamedAgent)
        : null;
}
