namespace Portal.Shared;

/// <summary>What a chip or notice means. The words say it too, never the colour alone.</summary>
public enum Tone
{
    /// <summary>Nothing to do.</summary>
    Quiet,
    /// <summary>As it should be.</summary>
    Good,
    /// <summary>For information.</summary>
    Note,
    /// <summary>Look at it.</summary>
    Warn,
    /// <summary>Look at it first.</summary>
    High,
    /// <summary>Wrong.</summary>
    Bad,
}
