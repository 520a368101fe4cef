namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One value of a condition key of a request. What it is as an ARN, a number and so on is worked out once, when first asked.</summary>
/// <param name="text">The value as given.</param>
internal sealed class GivenValue(string text)
{
    private ResourceName? _arn;
    private object? _number;
    private object? _instant;
    private object? _addresses;

    private static readonly object None = new();

    /// <summary>The value as given.</summary>
    public string Text => text;

    /// <summary>As an ARN.</summary>
    public ResourceName Arn => _arn ??= new ResourceName(text);

    /// <summary>As a number; null when it is none.</summary>
    public decimal? Number => (_number ??= ConditionValue.Number(text) ?? None) as decimal?;

    /// <summary>As an instant; null when it is none.</summary>
    public DateTimeOffset? Instant => (_instant ??= PolicyInstant.Read(text) ?? None) as DateTimeOffset?;

    /// <summary>As an address, or a range of them; null when it is none.</summary>
    public AddressRange? Addresses => (_addresses ??= AddressRange.Read(text) ?? None) as AddressRange;
}
