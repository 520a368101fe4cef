using Portal.Data.Access;

namespace Portal.Data.People.Sessions;

/// <summary>One sign-in of a person on one browser. It is kept here and not only in the browser's cookie, so that it can be ended from here.</summary>
public sealed class Session
{
    /// <summary>The longest description of a browser that is kept, in characters.</summary>
    public const int MaxBrowserLength = 200;

    /// <summary>Its id; the cookie carries it.</summary>
    public SessionId Id { get; init; } = SessionId.New();

    /// <summary>Whose it is.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>Which provider said who they are.</summary>
    public required string Provider { get; init; }

    /// <summary>Roles that the provider gave. They hold in this session and end with it; the next sign-in asks anew.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the person last proved to the provider that it is they, for example by a password; or null when it does not say.</summary>
    public required DateTimeOffset? ProvenAt { get; init; }

    /// <summary>When the person last did something in it, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends whatever happens.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When it was ended before that, or null.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The address that it began from, or null.</summary>
    public string? Address { get; init; }

    /// <summary>How the browser describes itself, or null. Text from outside.</summary>
    public string? Browser { get; init; }

    /// <summary>Whether it still holds at <paramref name="now"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limits">How long nothing may happen in it.</param>
    public bool IsOpen(DateTimeOffset now, SessionLimits limits) =>
        EndedAt is null && now < EndsAt && now - LastSeenAt < limits.Idle;
}
