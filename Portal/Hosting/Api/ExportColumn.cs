namespace Portal.Hosting.Api;

/// <summary>One column of an export.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Name">The heading.</param>
/// <param name="Value">The cell; instants are written in RFC 3339.</param>
internal sealed record ExportColumn<T>(string Name, Func<T, object?> Value);
