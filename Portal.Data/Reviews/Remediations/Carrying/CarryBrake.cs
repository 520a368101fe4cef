using Portal.Data.Access;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>
/// A stop: so much was taken away by the portal within a day, or by a campaign's policy because nobody answered, that two people have to look
/// before it goes on. One person alone can only call off what waits.
/// </summary>
public sealed class CarryBrake
{
    /// <summary>Its id.</summary>
    public CarryBrakeId Id { get; init; } = CarryBrakeId.New();

    /// <summary>When it was pulled.</summary>
    public required DateTimeOffset PulledAt { get; init; }

    /// <summary>The campaign whose policy was stopped; null for what the portal does on platforms.</summary>
    public CampaignId? CampaignId { get; init; }

    /// <summary>How many entitlements the portal had begun to take away within a day, or the policy had taken away.</summary>
    public required int Count { get; init; }

    /// <summary>Who said first that it may go on, or null.</summary>
    public PersonId? FirstYesById { get; private set; }

    /// <summary>When it was released or called off, or null.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who released it as the second, or called it off; or null.</summary>
    public PersonId? EndedById { get; private set; }

    /// <summary>Whether what waited was called off.</summary>
    public bool WasCalledOff { get; private set; }

    /// <summary>Somebody says that it may go on; the second person's word counts.</summary>
    public BrakeMoved Release(PersonId? by, DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return BrakeMoved.AlreadySo;
        }
        if (by is null)
        {
            return BrakeMoved.PersonNeeded;
        }
        if (FirstYesById is null)
        {
            FirstYesById = by;
            return BrakeMoved.SecondNeeded;
        }
        if (FirstYesById == by)
        {
            return BrakeMoved.OwnYes;
        }
        (EndedAt, EndedById) = (now, by);
        return BrakeMoved.Done;
    }

    /// <summary>Calls off what waits.</summary>
    public BrakeMoved CallOff(PersonId? by, DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return BrakeMoved.AlreadySo;
        }
        if (by is null)
        {
            return BrakeMoved.PersonNeeded;
        }
        (EndedAt, EndedById, WasCalledOff) = (now, by, true);
        return BrakeMoved.Done;
    }
}
