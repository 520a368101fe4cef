namespace Portal.Data.Platforms.Aws.Events;

/// <summary>One part of a body of events.</summary>
/// <param name="Json">The CloudTrail record's JSON, or what cannot be read; empty when it is sound and no such record.</param>
/// <param name="Problem">Why it could not be read, or null.</param>
internal readonly record struct EventPart(ReadOnlyMemory<byte> Json, string? Problem)
{
    /// <summary>A sound event that CloudTrail did not write.</summary>
    public static EventPart Other => default;

    /// <summary>A CloudTrail record.</summary>
    public static EventPart Record(ReadOnlyMemory<byte> json) => new(json, null);

    /// <summary>Something that cannot be read.</summary>
    public static EventPart Broken(string problem, ReadOnlyMemory<byte> raw) => new(raw, problem);
}
