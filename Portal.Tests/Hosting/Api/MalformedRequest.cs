namespace Portal.Tests.Hosting.Api;

/// <summary>A request that no program would send on purpose, or nearly none.</summary>
/// <param name="Method">How.</param>
/// <param name="Target">Path and query, as they go over the wire.</param>
/// <param name="ContentType">What the body claims to be; null claims nothing.</param>
/// <param name="Body">What is sent; null for nothing.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record MalformedRequest(string Method, string Target, string? ContentType, byte[]? Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    private const int Shown = 300;

    /// <summary>The request in words, for whoever has to repeat it.</summary>
    public override string ToString()
    {
        var body = Body is null ? "no body" : System.Text.Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, Shown)));
        return $"{Method} {Target[..Math.Min(Target.Length, Shown)]} [{ContentType}] [{string.Join(", ", Headers.Select(h => $"{h.Name}: {h.Value[..Math.Min(h.Value.Length, 80)]}"))}] {body}";
    }
}
