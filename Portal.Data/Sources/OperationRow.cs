using System.Text.Json;

namespace Portal.Data.Sources;

/// <summary>Something long that runs, as its page and the API show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What runs, for example <c>import</c>.</param>
/// <param name="SourceId">The source that it is about, or null.</param>
/// <param name="State">How far it came.</param>
/// <param name="Progress">0..1.</param>
/// <param name="Message">What it does now, or why it failed.</param>
/// <param name="Result">Its result once it succeeded, or null.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="EndedAt">When it ended, or null.</param>
public sealed record OperationRow(
    OperationId Id,
    string Kind,
    SourceId? SourceId,
    OperationState State,
    double Progress,
    string Message,
    JsonElement? Result,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt);
