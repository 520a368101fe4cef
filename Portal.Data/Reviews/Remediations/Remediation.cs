using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// A revoke from its decision to its proof: what to do, who agreed, what undoes it, what came of it, and what a later snapshot showed. All of
/// its rules are here; commands, the carrier and imports move it.
/// </summary>
public sealed class Remediation
{
    /// <summary>How far ahead a risk can be accepted, in days.</summary>
    public const int MostRiskDays = 366;

    /// <summary>The longest problem that is kept.</summary>
    public const int ProblemLength = 2000;

    // What earlier versions wrote where there was none.
    internal const string NoCommand = "# no command";

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
    public string? Command { get; private set; }

    /// <summary>What gives exactly the same back; null when nothing does.</summary>
    public string? Inverse { get; private set; }

    /// <summary>What to know before running either, or null.</summary>
    public string? Note { get; private set; }

    /// <summary>How far it is.</summary>
    public RemediationState State { get; private set; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Whether a second person has to agree before it is carried out.</summary>
    public bool NeedsApproval { get; private set; }

    /// <summary>Who asked for it to be carried out, or null.</summary>
    public PersonId? RequestedById { get; private set; }

    /// <summary>When they did, or null.</summary>
    public DateTimeOffset? RequestedAt { get; private set; }

    /// <summary>Who agreed to it, or null.</summary>
    public PersonId? ApprovedById { get; private set; }

    /// <summary>When they did, or null.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>Who carries it out.</summary>
    public Carrier Carrier { get; private set; }

    /// <summary>When it was carried out, by a person's word or the platform's, or null.</summary>
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>Whether the portal is giving it back right now.</summary>
    public bool IsGivingBack { get; private set; }

    /// <summary>What went wrong last, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>How often the portal tried in vain since it was asked.</summary>
    public int Attempts { get; private set; }

    /// <summary>When the portal tries again by itself, or null.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>The other ways that remain, where it is <see cref="RemediationState.Partial"/>.</summary>
    public IReadOnlyList<RemainingPath> Remaining { get; private set; } = [];

    /// <summary>Whose job it is, where it is one; or null.</summary>
    public PersonId? TaskOwnerId { get; private set; }

    /// <summary>Up to when, or null.</summary>
    public DateTimeOffset? TaskDueAt { get; private set; }

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

    /// <summary>Whether there is an exact way to do it.</summary>
    public bool IsSupported => Command is not null;

    /// <summary>Names exactly what is planned: who agrees, agrees to this.</summary>
    public string PlanHash => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new { Principal, Entitlement, Documents, Remedy, Command, Inverse }, StoredJson.Options)));

    /// <summary>Whether nothing is left to do about it at <paramref name="now"/>.</summary>
    public bool IsSettled(DateTimeOffset now) => !IsGivingBack && State switch
    {
        RemediationState.Verified or RemediationState.RolledBack => true,
        RemediationState.RiskAccepted => RiskAcceptedUntil > now,
        RemediationState.Planned or RemediationState.AwaitingApproval or RemediationState.Applying or RemediationState.Applied
            or RemediationState.Failed or RemediationState.Unsupported or RemediationState.Partial or RemediationState.Reappeared => false,
    };

    /// <summary>Plans it, for the first time or anew: whatever was asked for or agreed to before was something else.</summary>
    /// <param name="remedy">What has to happen.</param>
    /// <param name="plan">How.</param>
    /// <param name="needsApproval">Whether a second person has to agree.</param>
    /// <param name="task">Whose job it is where there is no exact way.</param>
    /// <param name="now">The time.</param>
    public void Plan(Remedy remedy, RevocationPlan plan, bool needsApproval, RemediationTask task, DateTimeOffset now)
    {
        Remedy = remedy;
        (Command, Inverse, Note) = (plan.Command, plan.Inverse, plan.Note);
        NeedsApproval = needsApproval;
        IsGivingBack = false;
        Start(by: null, now);
        if (!IsSupported)
        {
            Assign(task);
        }
    }

    /// <summary>Sorts a row of an earlier version, which was planned although there is no way to do it.</summary>
    /// <returns>False when there is one, or somebody took a step already.</returns>
    public bool Sort(RemediationTask task, DateTimeOffset now)
    {
        if (State != RemediationState.Planned || Command is not (null or NoCommand))
        {
            return false;
        }
        Command = null;
        Start(HandledById, now);
        Assign(task);
        return true;
    }

    /// <summary>Asks for it to be carried out.</summary>
    /// <param name="carrier">Who is to.</param>
    /// <param name="by">Who asks; null for callers that are no person.</param>
    /// <param name="now">The time.</param>
    public RemediationMoved Apply(Carrier carrier, PersonId? by, DateTimeOffset now)
    {
        if (IsGivingBack)
        {
            return RemediationMoved.BeingCarriedOut;
        }
        switch (State)
        {
            case RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared when !IsSupported:
            case RemediationState.Unsupported:
                return RemediationMoved.Unsupported;
            case RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared when NeedsApproval && by is null:
                return RemediationMoved.PersonNeeded;
            case RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared:
                Forget();
                (Carrier, RequestedById, RequestedAt) = (carrier, by, now);
                Step(NeedsApproval ? RemediationState.AwaitingApproval : RemediationState.Applying, by, reason: null, now);
                return RemediationMoved.Done;
            case RemediationState.AwaitingApproval or RemediationState.Applying or RemediationState.Applied or RemediationState.Verified:
                return RemediationMoved.AlreadySo;
            default:
                return RemediationMoved.WrongState;
        }
    }

    /// <summary>A second person agrees to exactly what is planned.</summary>
    /// <param name="plan">The <see cref="PlanHash"/> of what they saw.</param>
    /// <param name="by">Who agrees; null for callers that are no person.</param>
    /// <param name="reviewer">Who decided the revoke.</param>
    /// <param name="now">The time.</param>
    public RemediationMoved Approve(string plan, PersonId? by, PersonId? reviewer, DateTimeOffset now)
    {
        if (State == RemediationState.Applying && by is not null && ApprovedById == by)
        {
            return RemediationMoved.AlreadySo;
        }
        if (State != RemediationState.AwaitingApproval)
        {
            return RemediationMoved.WrongState;
        }
        if (by is null)
        {
            return RemediationMoved.PersonNeeded;
        }
        if (by == RequestedById || by == reviewer)
        {
            return RemediationMoved.OwnRequest;
        }
        if (plan != PlanHash)
        {
            return RemediationMoved.PlanChanged;
        }
        (ApprovedById, ApprovedAt) = (by, now);
        Step(RemediationState.Applying, by, reason: null, now);
        return RemediationMoved.Done;
    }

    /// <summary>A person says that it was carried out.</summary>
    public RemediationMoved MarkApplied(PersonId? by, DateTimeOffset now)
    {
        switch (State)
        {
            case RemediationState.Applied or RemediationState.Verified:
                return RemediationMoved.AlreadySo;
            case var _ when IsGivingBack:
            case RemediationState.Applying when Carrier == Carrier.Portal:
                return RemediationMoved.BeingCarriedOut;
            case RemediationState.AwaitingApproval:
            case RemediationState.Planned or RemediationState.Failed or RemediationState.Reappeared when NeedsApproval && IsSupported:
                return RemediationMoved.ApprovalNeeded;
            case RemediationState.Planned or RemediationState.Applying or RemediationState.Failed or RemediationState.Unsupported
                or RemediationState.Partial or RemediationState.Reappeared:
                Carrier = Carrier.Person;
                AppliedAt = now;
                Step(RemediationState.Applied, by, reason: null, now);
                return RemediationMoved.Done;
            default:
                return RemediationMoved.WrongState;
        }
    }

    /// <summary>Starts over: after it failed or came back, when an accepted risk is no longer accepted, or instead of waiting for a yes.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="task">Whose job it is where there is no exact way.</param>
    /// <param name="now">The time.</param>
    public RemediationMoved Retry(PersonId? by, RemediationTask task, DateTimeOffset now)
    {
        switch (State)
        {
            case RemediationState.Planned or RemediationState.Unsupported:
                return RemediationMoved.AlreadySo;
            case var _ when IsGivingBack:
            case RemediationState.Applying when Carrier == Carrier.Portal:
                return RemediationMoved.BeingCarriedOut;
            case RemediationState.AwaitingApproval or RemediationState.Applying or RemediationState.Failed or RemediationState.Partial
                or RemediationState.Reappeared or RemediationState.RiskAccepted:
                Start(by, now);
                if (State == RemediationState.Unsupported)
                {
                    Assign(task);
                }
                return RemediationMoved.Done;
            default:
                return RemediationMoved.WrongState;
        }
    }

    /// <summary>Takes the revoke back. What the portal took away it gives back itself; what a person did is undone with <see cref="Inverse"/>.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="carrier">Who gives back what was taken away.</param>
    /// <param name="by">Who decides it.</param>
    /// <param name="now">The time.</param>
    public RemediationMoved Undo(string reason, Carrier carrier, PersonId? by, DateTimeOffset now)
    {
        if (State == RemediationState.RolledBack || IsGivingBack)
        {
            return RemediationMoved.AlreadySo;
        }
        if (State == RemediationState.Applying && Carrier == Carrier.Portal)
        {
            return RemediationMoved.BeingCarriedOut;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RemediationMoved.ReasonMissing;
        }
        if (carrier == Carrier.Portal)
        {
            // Until it is back, it is as far as it was.
            (IsGivingBack, HandledById, Reason, ChangedAt) = (true, by, reason, now);
            (Problem, Attempts, NextAttemptAt) = (null, 0, null);
        }
        else
        {
            Step(RemediationState.RolledBack, by, reason, now);
        }
        return RemediationMoved.Done;
    }

    /// <summary>Accepts that it stays, up to a date.</summary>
    public RemediationMoved AcceptRisk(DateTimeOffset until, string reason, PersonId? by, DateTimeOffset now)
    {
        if (IsGivingBack || (State == RemediationState.Applying && Carrier == Carrier.Portal))
        {
            return RemediationMoved.BeingCarriedOut;
        }
        if (State is RemediationState.Verified or RemediationState.RolledBack)
        {
            return RemediationMoved.WrongState;
        }
        if (by is null)
        {
            return RemediationMoved.PersonNeeded;
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
        Step(RemediationState.RiskAccepted, by, reason, now);
        RiskAcceptedUntil = until;
        return RemediationMoved.Done;
    }

    /// <summary>The portal is about to try, for the first time or again.</summary>
    /// <returns>False when that is not wanted any more.</returns>
    public bool Begin(DateTimeOffset now)
    {
        if (IsGivingBack || (State == RemediationState.Applying && Carrier == Carrier.Portal))
        {
            return true;
        }
        if (State != RemediationState.Failed || NextAttemptAt is null)
        {
            return false;
        }
        (State, NextAttemptAt, ChangedAt) = (RemediationState.Applying, null, now);
        return true;
    }

    /// <summary>The platform answered that it did what was asked, and shows it.</summary>
    /// <param name="remaining">The other ways that remain, where it was taken away.</param>
    /// <param name="task">Whose job they are.</param>
    /// <param name="now">The time.</param>
    /// <returns>False when nobody waits for that.</returns>
    public bool Succeed(IReadOnlyList<RemainingPath> remaining, RemediationTask task, DateTimeOffset now)
    {
        if (IsGivingBack)
        {
            var (by, reason) = (HandledById, Reason);
            IsGivingBack = false;
            Step(RemediationState.RolledBack, by, reason, now);
            return true;
        }
        if (State != RemediationState.Applying || Carrier != Carrier.Portal)
        {
            return false;
        }
        AppliedAt = now;
        Step(remaining.Count == 0 ? RemediationState.Applied : RemediationState.Partial, HandledById, reason: null, now);
        if (remaining.Count > 0)
        {
            Remaining = remaining;
            Assign(task);
        }
        return true;
    }

    /// <summary>The platform did not do what was asked.</summary>
    /// <param name="problem">Why not.</param>
    /// <param name="nextAttemptAt">When to try again, or null for a person's job.</param>
    /// <param name="task">Whose job it is then.</param>
    /// <param name="now">The time.</param>
    /// <returns>False when nobody waits for that.</returns>
    public bool Fail(string problem, DateTimeOffset? nextAttemptAt, RemediationTask task, DateTimeOffset now)
    {
        if (!IsGivingBack && (State != RemediationState.Applying || Carrier != Carrier.Portal))
        {
            return false;
        }
        Problem = problem.Length > ProblemLength ? problem[..ProblemLength] : problem;
        Attempts++;
        NextAttemptAt = nextAttemptAt;
        ChangedAt = now;
        if (IsGivingBack)
        {
            // It stays as far as it was: taken away.
            IsGivingBack = nextAttemptAt is not null;
        }
        else
        {
            State = RemediationState.Failed;
        }
        if (nextAttemptAt is null)
        {
            Assign(task);
        }
        return true;
    }

    /// <summary>Somebody calls off what the portal was to carry out and has not begun.</summary>
    /// <returns>False when it is not in the portal's hands.</returns>
    public bool CallOff(PersonId? by, DateTimeOffset now)
    {
        if (IsGivingBack || Carrier != Carrier.Portal || !(State == RemediationState.Applying || (State == RemediationState.Failed && NextAttemptAt is not null)))
        {
            return false;
        }
        Start(by, now);
        return true;
    }

    /// <summary>A snapshot shows what became of it.</summary>
    /// <param name="seen">What it shows.</param>
    /// <param name="remaining">The other ways that remain, when it is gone.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="task">Whose job it is when it did not work.</param>
    /// <param name="now">The time.</param>
    /// <returns>True when that changed it.</returns>
    public bool Observe(Sighting seen, IReadOnlyList<RemainingPath> remaining, Snapshot snapshot, RemediationTask task, DateTimeOffset now)
    {
        if (IsGivingBack || State == RemediationState.RolledBack)
        {
            return false;
        }
        var next = (State, seen) switch
        {
            (RemediationState.Verified, Sighting.Gone) => State,
            (_, Sighting.Gone) => remaining.Count == 0 ? RemediationState.Verified : RemediationState.Partial,
            (RemediationState.Verified or RemediationState.Partial, Sighting.StillThere) => RemediationState.Reappeared,
            // A snapshot from before the act says nothing about the act.
            (RemediationState.Applied, Sighting.StillThere) when snapshot.TakenAt > AppliedAt => RemediationState.Failed,
            _ => State,
        };
        if (next == State && (next != RemediationState.Partial || seen != Sighting.Gone || AreSame(remaining)))
        {
            return false;
        }
        var owner = next == State ? new RemediationTask(TaskOwnerId ?? task.OwnerId, TaskDueAt ?? task.DueAt) : task;
        var (by, reason) = (HandledById, Reason);
        Step(next, by, reason, now);
        (ProofId, ProofTakenAt) = (snapshot.Id, snapshot.TakenAt);
        switch (next)
        {
            case RemediationState.Partial:
                Remaining = remaining;
                Assign(owner);
                break;
            case RemediationState.Failed:
                Problem = "A later snapshot still shows it.";
                Assign(owner);
                break;
            case RemediationState.Reappeared:
                Assign(owner);
                break;
        }
        return true;
    }

    private bool AreSame(IReadOnlyList<RemainingPath> remaining) =>
        JsonSerializer.Serialize(remaining, StoredJson.Options) == JsonSerializer.Serialize(Remaining, StoredJson.Options);

    private void Start(PersonId? by, DateTimeOffset now)
    {
        Forget();
        Carrier = Carrier.Person;
        Step(IsSupported ? RemediationState.Planned : RemediationState.Unsupported, by, reason: null, now);
    }

    private void Forget()
    {
        (RequestedById, RequestedAt, ApprovedById, ApprovedAt, AppliedAt) = (null, null, null, null, null);
        Attempts = 0;
    }

    private void Assign(RemediationTask task) => (TaskOwnerId, TaskDueAt) = (task.OwnerId, task.DueAt);

    private void Step(RemediationState state, PersonId? by, string? reason, DateTimeOffset now)
    {
        State = state;
        HandledById = by;
        Reason = reason;
        ChangedAt = now;
        (ProofId, ProofTakenAt) = (null, null);
        (Problem, NextAttemptAt, Remaining) = (null, null, []);
        (TaskOwnerId, TaskDueAt, RiskAcceptedUntil) = (null, null, null);
    }
}
