namespace Portal.Data.Sources;

/// <summary>How far an operation came.</summary>
public enum OperationState
{
    /// <summary>It waits.</summary>
    Queued,
    /// <summary>It runs.</summary>
    Running,
    /// <summary>It is done.</summary>
    Succeeded,
    /// <summary>It ended without a result; nothing of it was kept.</summary>
    Failed,
}
