namespace Portal.Data.Inventory.Imports;

/// <summary>What came of an import.</summary>
public enum Imported
{
    /// <summary>It is in.</summary>
    Done,
    /// <summary>A snapshot of a later time is in already.</summary>
    OlderThanNewest,
    /// <summary>The time that it is said to show is still to come.</summary>
    InFuture,
    /// <summary>Too many identities would be gone; a person has to say that this is right.</summary>
    WouldLoseTooMuch,
    /// <summary>The source is on another platform.</summary>
    OtherPlatform,
    /// <summary>The files hold nothing of the platform.</summary>
    Empty,
}
