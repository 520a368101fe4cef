using MimeKit;

namespace Portal.Mail;

/// <summary>Writes each message as a file named by its Message-ID, so that a repeat replaces it.</summary>
/// <param name="directory">The folder.</param>
internal sealed class PickupTransport(string directory) : IMailTransport, IMailSession
{
    /// <inheritdoc/>
    public Task<IMailSession> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new MailNotSentException($"The folder {directory} cannot be written: {failed.Message}", isOutage: true, failed);
        }
        return Task.FromResult<IMailSession>(this);
    }

    /// <inheritdoc/>
    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, $"{message.MessageId!.Split('@')[0]}.eml");
        var partial = path + ".partial";
        try
        {
            await message.WriteToAsync(partial, cancellationToken);
            // Whoever picks files up never sees half a message.
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new MailNotSentException($"{path} cannot be written: {failed.Message}", isOutage: true, failed);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
