namespace Portal.Data.Reviews.Pauses;

/// <summary>Why an item waits.</summary>
public enum ItemPauseKind
{
    /// <summary>Its reviewer asked somebody, and waits for the reply.</summary>
    Question,
    /// <summary>Its reviewer decides later.</summary>
    Postponement,
}
