namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The resource of a request: an ARN cut into its parts, or <c>*</c> for actions without a resource.</summary>
internal sealed class ResourceName
{
    private readonly int[] _starts;

    /// <summary>Reads a resource name.</summary>
    public ResourceName(string text)
    {
        Text = text;
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf(':', StringComparison.Ordinal); at >= 0 && starts.Count < ResourcePattern.PartCount; at = text.IndexOf(':', at + 1))
        {
            starts.Add(at + 1);
        }
        _starts = [.. starts];
    }

    /// <summary>The name as given.</summary>
    public string Text { get; }

    /// <summary>True when it has the six parts of an ARN.</summary>
    public bool IsArn => _starts.Length == ResourcePattern.PartCount;

    /// <summary>One of the six parts, counting from 0: arn, partition, service, region, account, resource.</summary>
    public ReadOnlySpan<char> Part(int index) =>
        index == _starts.Length - 1 ? Text.AsSpan(_starts[index]) : Text.AsSpan(_starts[index], _starts[index + 1] - _starts[index] - 1);

    /// <summary>The account in the ARN, or null when it names none, as those of S3.</summary>
    public string? Account => IsArn && Part(4) is { IsEmpty: false } account ? account.ToString() : null;

    /// <inheritdoc />
    public override string ToString() => Text;
}
