using Portal.Data.Access;
using Portal.Data.Platforms;

namespace Portal.Data.Sources;

/// <summary>A connected organization, account, tenant or cluster.</summary>
public sealed class Source
{
    /// <summary>How long it takes until a pause weighs half as much.</summary>
    private static readonly TimeSpan FadesIn = TimeSpan.FromDays(14);

    /// <summary>A pause that is not worth a word whatever is usual.</summary>
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromHours(1);

    /// <summary>Its id.</summary>
    public SourceId Id { get; init; } = SourceId.New();

    /// <summary>The name people gave it, unique.</summary>
    public required string Name { get; set; }

    /// <summary>Which platform it is on; never changes.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The platform's own settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When it was connected.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest complete snapshot was taken, or null before the first.</summary>
    public DateTimeOffset? LastSnapshotAt { get; set; }

    /// <summary>When its newest event or file of events arrived, readable or not, or null before the first.</summary>
    public DateTimeOffset? LastEventAt { get; set; }

    /// <summary>The longest pause between arrivals that is usual, in seconds: pauses of long ago weigh less. Null before the second arrival.</summary>
    public double? UsualPauseSeconds { get; private set; }

    /// <summary>What the names of settings begin with that let the portal change what identities hold: who may send exports may not change these.</summary>
    internal const string CarryPrefix = "carry";

    /// <summary>Refuses a caller who would change those settings and may not.</summary>
    /// <exception cref="AccessDeniedException">They may not.</exception>
    internal static void RequireRightToCarry(Caller by, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var names = before.Keys.Union(after.Keys, StringComparer.Ordinal).Where(n => n.StartsWith(CarryPrefix, StringComparison.Ordinal));
        if (names.Any(n => before.GetValueOrDefault(n) != after.GetValueOrDefault(n)))
        {
            by.Require(Right.ManageCampaigns);
        }
    }

    /// <summary>Notes that events, or a file of them, arrived.</summary>
    public void EventsArrived(DateTimeOffset now)
    {
        if (LastEventAt is { } last && now > last)
        {
            var pause = (now - last).TotalSeconds;
            var faded = (UsualPauseSeconds ?? 0) * Math.Pow(0.5, pause / FadesIn.TotalSeconds);
            UsualPauseSeconds = Math.Max(pause, faded);
        }
        LastEventAt = now;
    }

    /// <inheritdoc cref="SourceRow.HasGoneQuiet"/>
    public bool HasGoneQuiet(DateTimeOffset now) =>
        IsSilence(LastEventAt, UsualPauseSeconds is { } usual ? TimeSpan.FromSeconds(usual) : null, now);

    /// <summary>Whether nothing since <paramref name="last"/> is a silence, where pauses of <paramref name="usual"/> are usual; not while either is unknown.</summary>
    internal static bool IsSilence(DateTimeOffset? last, TimeSpan? usual, DateTimeOffset now) =>
        last is { } heard && usual is { } pause && now - heard > (pause * 2 > ShortestSilence ? pause * 2 : ShortestSilence);
}
