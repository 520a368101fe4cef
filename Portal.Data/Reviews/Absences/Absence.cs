using Portal.Data.Access;

namespace Portal.Data.Reviews.Absences;

/// <summary>
/// That somebody is away for a while: what they were asked in reviews moves at its beginning, and what they would be asked meanwhile goes to who
/// stands in for them, else to who comes next. What moved stays where it is when they are back.
/// </summary>
public sealed class Absence
{
    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>How far ahead it may begin.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(366);

    /// <summary>Its id.</summary>
    public AbsenceId Id { get; init; } = AbsenceId.New();

    /// <summary>Who is away.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Up to, not including.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who stands in for them, or null.</summary>
    public PersonId? StandInId { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When what they were asked moved, or null before.</summary>
    public DateTimeOffset? MovedAt { get; private set; }

    /// <summary>When they came back early or called it off, or null.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether they are away at <paramref name="now"/>.</summary>
    public bool HoldsAt(DateTimeOffset now) => EndedAt is null && From <= now && now < Until;

    /// <summary>Whether it is still to come or holds.</summary>
    public bool IsAheadAt(DateTimeOffset now) => EndedAt is null && now < Until;

    /// <summary>What is wrong with the dates, or null.</summary>
    public static (string Field, string Problem)? ProblemOf(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now) => (from, until) switch
    {
        _ when until <= from => ("until", "The end has to be after the beginning."),
        _ when until <= now => ("until", "The end has to be in the future."),
        _ when until - from > Longest => ("until", "At most a year. Enter a longer absence in parts, or say that you left."),
        _ when from - now > MostAhead => ("from", "At most a year ahead."),
        _ => null,
    };

    /// <summary>Takes note that what they were asked moved.</summary>
    /// <returns>False when that was so already, or they are not away.</returns>
    public bool Begin(DateTimeOffset now)
    {
        if (MovedAt is not null || !HoldsAt(now))
        {
            return false;
        }
        MovedAt = now;
        return true;
    }

    /// <summary>They are back, or it does not come to it.</summary>
    /// <returns>False when it was over already.</returns>
    public bool End(DateTimeOffset now)
    {
        if (!IsAheadAt(now))
        {
            return false;
        }
        EndedAt = now;
        return true;
    }
}
