using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Portal.Changes;
using Portal.Data.Sources;

namespace Portal.Sources.Connectors;

/// <summary>
/// Reads an SQS queue. A message is deleted after what it brings was stored; whatever fails before that brings it again, to this portal or
/// another, and an event that comes twice counts once. What cannot be read is kept as unreadable and does not come again.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="settings">The queue.</param>
/// <param name="queue">Asks SQS.</param>
/// <param name="files">Reads files that messages tell of.</param>
/// <param name="intake">Stores.</param>
internal sealed class QueueConnector(SourceId source, AwsEventSettings settings, IAmazonSQS queue, BucketFiles files, EventIntake intake) : IConnector
{
    private const int AtOnce = 10;
    private const int MostTogether = 200;
    private const int LongPollSeconds = 20;
    private const int HiddenSeconds = 300;

    /// <inheritdoc/>
    public string Kind => "queue";

    /// <inheritdoc/>
    public TimeSpan Pause => TimeSpan.Zero;

    /// <inheritdoc/>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var messages = await ReceiveAsync(LongPollSeconds, cancellationToken);
        for (var more = messages.Count == AtOnce; more && messages.Count < MostTogether;)
        {
            var next = await ReceiveAsync(0, cancellationToken);
            messages.AddRange(next);
            more = next.Count == AtOnce;
        }
        var read = messages.ConvertAll(message => (Message: message, Brings: QueueMessage.Read(message.Body ?? string.Empty)));
        if (read.Select(m => m.Brings).OfType<QueueMessage.Events>().ToList() is { Count: > 0 } events)
        {
            await intake.StoreAsync(source, () => Task.FromResult<EventBody?>(new(QueueMessage.Together(events))), new($"queue {settings.Queue}"), cancellationToken);
        }
        foreach (var (message, brings) in read)
        {
            switch (brings)
            {
                case QueueMessage.Files { Names: var names }:
                    foreach (var (bucket, key) in names)
                    {
                        await StoreFileAsync(message, bucket, key, cancellationToken);
                    }
                    break;
                case QueueMessage.Broken:
                    await KeepAsync(message, "The message is no JSON.", cancellationToken);
                    break;
            }
        }
        await DeleteAsync(messages, cancellationToken);
        return messages.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();

    private async Task<List<Message>> ReceiveAsync(int wait, CancellationToken cancellationToken) =>
        (await queue.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = settings.Queue!.AbsoluteUri, MaxNumberOfMessages = AtOnce, WaitTimeSeconds = wait, VisibilityTimeout = HiddenSeconds },
            cancellationToken)).Messages ?? [];

    private async Task StoreFileAsync(Message message, string bucket, string key, CancellationToken cancellationToken)
    {
        // Whoever may write into the queue says these names: the portal reads no other bucket for them.
        if (bucket != settings.Bucket || !key.StartsWith(settings.Prefix, StringComparison.Ordinal))
        {
            await KeepAsync(message, $"The message tells of {bucket}/{key}, which is not under the source's eventBucket and eventPrefix.", cancellationToken);
            return;
        }
        if (!BucketFolder.IsOfEvents(key))
        {
            return;
        }
        try
        {
            if (await intake.StoreAsync(source, () => files.ReadAsync(bucket, key, cancellationToken), new($"{bucket}/{key}"), cancellationToken) is null)
            {
                await KeepAsync(message, $"The message tells of {bucket}/{key}, which is not there.", cancellationToken);
            }
        }
        catch (UnreadableFileException unreadable)
        {
            await KeepAsync(message, unreadable.Message, cancellationToken);
        }
    }

    private Task KeepAsync(Message message, string why, CancellationToken cancellationToken) => intake.KeepAsync(
        source, Encoding.UTF8.GetBytes(message.Body ?? string.Empty), new($"message {message.MessageId} of queue {settings.Queue}"), why, cancellationToken);

    private async Task DeleteAsync(List<Message> messages, CancellationToken cancellationToken)
    {
        foreach (var some in messages.DistinctBy(m => m.ReceiptHandle, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var answer = await queue.DeleteMessageBatchAsync(
                settings.Queue!.AbsoluteUri, [.. some.Select((message, i) => new DeleteMessageBatchRequestEntry($"m{i}", message.ReceiptHandle))], cancellationToken);
            if (answer.Failed is [{ } failed, ..])
            {
                // Stored already: it comes again and counts as a duplicate.
                throw new ConnectorException($"A message that was stored could not be deleted: {failed.Code} {failed.Message}");
            }
        }
    }
}
