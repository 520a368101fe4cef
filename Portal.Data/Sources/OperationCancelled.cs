namespace Portal.Data.Sources;

/// <summary>What came of asking an operation to stop.</summary>
public enum OperationCancelled
{
    /// <summary>It stops; what runs stops at the next place where it can, and keeps nothing.</summary>
    Asked,
    /// <summary>There is none with this id.</summary>
    NotFound,
    /// <summary>It had ended already.</summary>
    HasEnded,
}
