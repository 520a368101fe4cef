namespace Portal.Data.Platforms;

/// <summary>An export file that cannot be read as a whole: the import that met it changes nothing.</summary>
/// <param name="file">The file as the user named it.</param>
/// <param name="place">Where in the file: <c>line 12, byte 7</c>, a JSON path, or null when the whole file is meant.</param>
/// <param name="cause">What is wrong and what to do, one sentence.</param>
/// <param name="inner">The reader's own exception, if any.</param>
public sealed class SnapshotFormatException(string file, string? place, string cause, Exception? inner = null)
    : Exception(place is null ? $"{file}: {cause}" : $"{file} ({place}): {cause}", inner)
{
    /// <summary>The file as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>Where in the file, or null when the whole file is meant.</summary>
    public string? Place { get; } = place;

    /// <summary>What is wrong and what to do.</summary>
    public string Cause { get; } = cause;
}
