namespace Portal.Data.People.Sync;

/// <summary>A directory of the organization that can be read.</summary>
public interface IDirectoryReader
{
    /// <summary>Whether one is set up.</summary>
    bool IsSetUp { get; }

    /// <summary>Reads it to the end.</summary>
    /// <param name="from">Where the last reading ended, or null to begin anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DirectoryReadException">It could not be read to the end: says why.</exception>
    Task<DirectoryReading> ReadAsync(string? from, CancellationToken cancellationToken);
}
