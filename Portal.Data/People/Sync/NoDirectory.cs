namespace Portal.Data.People.Sync;

/// <summary>No directory is set up.</summary>
internal sealed class NoDirectory : IDirectoryReader
{
    /// <inheritdoc/>
    public bool IsSetUp => false;

    /// <inheritdoc/>
    public Task<DirectoryReading> ReadAsync(string? from, CancellationToken cancellationToken) =>
        throw new DirectoryReadException("No directory is set up. Set AzureAd__TenantId, AzureAd__ClientId and AzureAd__ClientSecret.");
}
