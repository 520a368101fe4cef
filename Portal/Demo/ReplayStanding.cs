namespace Portal.Demo;

/// <summary>How a fact of a replayed incident stands.</summary>
internal enum ReplayStanding
{
    /// <summary>Both sides say so.</summary>
    Agreed,
    /// <summary>Somebody says so.</summary>
    Claimed,
    /// <summary>Somebody says so and somebody denies it.</summary>
    Denied,
    /// <summary>Not public: made up so that there is something to play.</summary>
    Invented,
}
