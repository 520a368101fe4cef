using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>
/// Answers lines on all cores and keeps their order: one reads and cuts blocks, each block is answered by itself, and the answers are written
/// in the order of the blocks. Only as many blocks are under way as there are cores and a few, so that a slow reader of the answers slows
/// the reading of the cases, and memory does not grow with the file.
/// </summary>
internal sealed class CaseStream
{
    /// <summary>Blocks under way besides those that wait in the channel: one being filled, one being written, one waiting for room.</summary>
    private const int Others = 3;

    private readonly PolicyBytes _policies = new();
    private readonly ConcurrentBag<CaseBlock> _spare = [];
    private readonly Channel<Task<CaseBlock>> _blocks = Channel.CreateBounded<Task<CaseBlock>>(
        new BoundedChannelOptions(Environment.ProcessorCount) { SingleReader = true, SingleWriter = true });

    /// <summary>The most blocks that are under way at once.</summary>
    public static int MostBlocks => Environment.ProcessorCount + Others;

    /// <summary>Answers all lines; true when every one could be read.</summary>
    public async Task<bool> RunAsync(Stream cases, Stream answers, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(cases, stop.Token);
        try
        {
            var isWhole = await WriteAsync(answers, stop.Token);
            await reading;
            return isWhole;
        }
        finally
        {
            // Whatever stopped the writing stops the reading too, before the caller closes its streams.
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (_spare.TryTake(out var block))
            {
                block.Dispose();
            }
        }
    }

    private async Task ReadAsync(Stream cases, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var block = Rent();
            try
            {
                await foreach (var line in CaseLines.ReadAsync(cases, cancellationToken))
                {
                    if (!block.TryAdd(line))
                    {
                        await SendAsync(block, cancellationToken);
                        block = Rent();
                        block.TryAdd(line);
                    }
                }
            }
            catch (InvalidDataException problem)
            {
                block.EndWith($"the compressed data cannot be read further: {problem.Message}");
            }
            await SendAsync(block, cancellationToken);
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            _blocks.Writer.Complete(failure);
        }
    }

    private ValueTask SendAsync(CaseBlock block, CancellationToken cancellationToken) => _blocks.Writer.WriteAsync(
        Task.Run(
            () =>
            {
                block.Answer();
                return block;
            },
            cancellationToken),
        cancellationToken);

    private async Task<bool> WriteAsync(Stream answers, CancellationToken cancellationToken)
    {
        var isWhole = true;
        await foreach (var answering in _blocks.Reader.ReadAllAsync(cancellationToken))
        {
            var block = await answering;
            await answers.WriteAsync(block.Answers, cancellationToken);
            isWhole &= block.IsWhole;
            block.Clear();
            _spare.Add(block);
        }
        await answers.FlushAsync(cancellationToken);
        return isWhole;
    }

    private CaseBlock Rent() => _spare.TryTake(out var block) ? block : new CaseBlock(_policies);
}
