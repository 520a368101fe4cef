using Portal.Data.Access;

namespace Portal.Data.Sources;

/// <summary>Something long that runs on behalf of someone, to be asked about.</summary>
public sealed class Operation
{
    /// <summary>Its id.</summary>
    public OperationId Id { get; init; } = OperationId.New();

    /// <summary>What runs, for example <c>import</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How far it came.</summary>
    public OperationState State { get; set; } = OperationState.Queued;

    /// <summary>0..1.</summary>
    public double Progress { get; set; }

    /// <summary>What it does now, or why it failed.</summary>
    public string Message { get; set; } = string.Empty;

    /// <summary>Its result as JSON once it succeeded, or null.</summary>
    public string? Result { get; set; }

    /// <summary>The source that it is about.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>What was asked for, as JSON of the kind of operation: enough to start it again after a restart.</summary>
    public required string Request { get; init; }

    /// <summary>What kind of caller started it.</summary>
    public required CallerKind CallerKind { get; init; }

    /// <summary>Who started it: the caller's id.</summary>
    public required string CallerId { get; init; }

    /// <summary>Who started it: the caller's name.</summary>
    public required string CallerName { get; init; }

    /// <summary>True once someone asked to stop it.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>The worker that runs it, or null while none does. Only this worker may end it.</summary>
    public string? Worker { get; set; }

    /// <summary>Until when the worker is believed to be alive without a further sign of life; after it another may take over. Null while none runs it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>How often it was begun without coming to an end.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
