namespace Portal.Data.Access;

/// <summary>What kind of caller acts.</summary>
public enum CallerKind
{
    /// <summary>A signed-in person.</summary>
    Person,
    /// <summary>A program with an API token.</summary>
    Token,
    /// <summary>A program, or somebody in need, with a token that was made on the portal's machine to do everything.</summary>
    BreakGlass,
    /// <summary>The portal itself: a job, the command line on the machine.</summary>
    System,
    /// <summary>A campaign's policy: what was agreed beforehand for the case that nobody answers.</summary>
    Policy,
}
