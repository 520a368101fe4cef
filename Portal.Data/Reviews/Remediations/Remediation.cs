using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Remediations;

/// <summary>A revoke from its decision to its proof: what to run, what undoes it, and what a later snapshot showed.</summary>
public sealed class Remediation
{
    /// <summary>How far ahead a risk can be accepted, in days.</summary>
    public const int MostRiskDays = 366;

    /// <summary>Its id.</summary>
    public RemediationId Id { get; init; } = RemediationId.New();

    /// <summary>The campaign that decided it.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The item that decided it, one remediation each.</summary>
    public required ReviewItemId ItemId { get; init; }

    /// <summary>The source whose snapshots prove it.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The identity.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The identity's native id.</summary>
    public required string Principal { get; init; }

    /// <summary>What is taken away or narrowed.</summary>
    public required EntitlementRef Entitlement { get; init; }

    /// <summary>The documents that it brought when it was decided.</summary>
    public required IReadOnlyList<GrantDocument> Documents { get; init; }

    /// <summary>What has to happen.</summary>
    public required Remedy Remedy { get; set; }

    /// <summary>What to run, for a POSIX shell; null when a person has to find out how.</summary>
    public string? Command { get; set; }

    /// <summary>What gives exactly the same back; null when nothing does.</summary>
    public string? Inverse { get; set; }

    /// <summary>What to know before running either, or null.</summary>
    public string? Note { get; set; }

    /// <summary>How far it is.</summary>
    public RemediationState State { get; private set; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When a person said that it was carried out, or null.</summary>
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>The snapshot behind <see cref="State"/> where one is, or null.</summary>
    public SnapshotId? ProofId { get; private set; }

    /// <summary>What time that snapshot shows, or null.</summary>
    public DateTimeOffset? ProofTakenAt { get; private set; }

    /// <summary>Up to when the risk is accepted, or null.</summary>
    public DateTimeOffset? RiskAcceptedUntil { get; private set; }

    /// <summary>The reason for the last step that a person took, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who took the last step that a person took, or null.</summary>
    public PersonId? HandledById { get; private set; }

    /// <summary>When the state was reached.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Whether nothing is left to do about it at <paramref name="now"/>.</summary>
    public bool IsSettled(DateTimeOffset now) => State switch
    {
        RemediationState.Verified or RemediationState.Undone => true,
        RemediationState.RiskAccepted => RiskAcceptedUntil > now,
        RemediationState.Planned or RemediationState.Applied or RemediationState.Failed or RemediationState.Reappeared => false,
    };

    /// <summary>A person says that it was carried out.</summary>
    public RemediationMoved MarkApplied(PersonId? by, DateTimeOffset now)
    {
        switch (State)
        {
            case RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared:
                AppliedAt = now;
                Step(RemediationState.Applied, by, reason: null, now);
                return RemediationMoved.Done;
            case RemediationState.Applied or RemediationState.Verified:
                return RemediationMoved.AlreadySo;
            default:
                return RemediationMoved.WrongState;
        }
    }

    /// <summary>Starts over after it failed, came back, or the accepted risk is no longer accepted.</summary>
    public RemediationMoved Retry(PersonId? by, DateTimeOffset now)
    {
        switch (State)
        {
            case RemediationState.Failed or RemediationState.Reappeared or RemediationState.RiskAccepted:
                AppliedAt = null;
                RiskAcceptedUntil = null;
                Step(RemediationState.Planned, by, reason: null, now);
                return RemediationMoved.Done;
            case RemediationState.Planned:
                return RemediationMoved.AlreadySo;
            default:
                return RemediationMoved.WrongState;
        }
    }

    /// <summary>Takes the revoke back; what was carried out is given back with <see cref="Inverse"/>.</summary>
    public RemediationMoved Undo(string reason, PersonId? by, DateTimeOffset now)
    {
        if (State == RemediationState.Undone)
        {
            return RemediationMoved.AlreadySo;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RemediationMoved.ReasonMissing;
        }
        Step(RemediationState.Undone, by, reason, now);
        return RemediationMoved.Done;
    }

    /// <summary>Accepts that it stays, up to a date.</summary>
    public RemediationMoved AcceptRisk(DateTimeOffset until, string reason, PersonId? by, DateTimeOffset now)
    {
        if (State is RemediationState.Verified or RemediationState.Undone)
        {
            return RemediationMoved.WrongState;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RemediationMoved.ReasonMissing;
        }
        if (until <= now || until > now.AddDays(MostRiskDays))
        {
            return RemediationMoved.UntilOutOfRange;
        }
        if (State == RemediationState.RiskAccepted && RiskAcceptedUntil == until && Reason == reason)
        {
            return RemediationMoved.AlreadySo;
        }
        RiskAcceptedUntil = until;
        Step(RemediationState.RiskAccepted, by, reason, now);
        return RemediationMoved.Done;
    }

    /// <summary>A snapshot shows what became of it.</summary>
    /// <param name="seen">What it shows.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="now">The time.</param>
    /// <returns>True when that changed its state.</returns>
    public bool Observe(Sighting seen, Snapshot snapshot, DateTimeOffset now)
    {
        var next = (State, seen) switch
        {
            (RemediationState.Undone, _) => State,
            (_, Sighting.Gone) => RemediationState.Verified,
            (RemediationState.Verified, Sighting.StillThere) => RemediationState.Reappeared,
            // A snapshot from before the act says nothing about the act.
            (RemediationState.Applied, Sighting.StillThere) when snapshot.TakenAt > AppliedAt => RemediationState.Failed,
            _ => State,
        };
        if (next == State)
        {
            return false;
        }
        State = next;
        ChangedAt = now;
        ProofId = snapshot.Id;
        ProofTakenAt = snapshot.TakenAt;
        return true;
    }

    private void Step(RemediationState state, PersonId? by, string? reason, DateTimeOffset now)
    {
        State = state;
        HandledById = by;
        Reason = reason;
        ChangedAt = now;
        ProofId = null;
        ProofTakenAt = null;
    }
}
