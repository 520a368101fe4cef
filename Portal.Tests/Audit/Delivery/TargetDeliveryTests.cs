using Microsoft.Extensions.Time.Testing;
using Portal.Audit.Delivery;
using Portal.Data.Audit.Proofs;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Delivery;

public sealed class TargetDeliveryTests
{
    private readonly FakeTimeProvider _clock = new(An.Instant);
    private readonly Target _target = new();
    private readonly TargetDelivery _delivery;

    public TargetDeliveryTests() => _delivery = new(_target, _clock);

    [Fact]
    public async Task What_is_new_is_brought_once()
    {
        await RunAsync(latest: null);
        await RunAsync(1);
        await RunAsync(1);
        await RunAsync(2);

        Assert.Equal([1L, 2L], _target.Taken);
        Assert.Null(_delivery.Failure);
    }

    [Fact]
    public async Task What_was_not_taken_is_tried_again_with_growing_pauses_before_what_was_signed_later()
    {
        _target.Refusals = 3;
        List<TimeSpan> attempts = [];
        var tried = 0;
        while (_target.Taken.Count == 0)
        {
            await RunAsync(attempts.Count == 0 ? 1 : 5);
            if (_target.Tried.Count > tried)
            {
                tried = _target.Tried.Count;
                attempts.Add(_clock.GetUtcNow() - An.Instant);
            }
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5, 35, 155], attempts.Select(a => (int)a.TotalSeconds));
        // The first one, then the latest: what was signed between is covered by it.
        Assert.Equal([1L, 1, 1, 1, 5], _target.Tried);
        Assert.Equal([1L, 5L], _target.Taken);
        Assert.Null(_delivery.Failure);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_beginning_and_its_last_reason()
    {
        _target.Refusals = 2;
        await RunAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await RunAsync(1);

        Assert.Equal(new DeliveryFailure("target", An.Instant, "Refusal 2."), _delivery.Failure);
    }

    [Fact]
    public async Task Who_asks_to_be_left_alone_is_left_alone_for_an_hour_at_most()
    {
        (_target.Refusals, _target.Pause) = (1, TimeSpan.FromDays(3));
        await RunAsync(1);

        _clock.Advance(TimeSpan.FromMinutes(59));
        await RunAsync(1);
        Assert.Single(_target.Tried);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(1);
        Assert.Equal([1L], _target.Taken);
    }

    [Fact]
    public async Task What_is_refused_for_a_day_gives_way_to_the_latest()
    {
        _target.Refusals = int.MaxValue;
        for (var hours = 0; hours < 30; hours++)
        {
            await RunAsync(hours + 1);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.All(_target.Tried.Take(24), size => Assert.Equal(1, size));
        Assert.Equal(25, _target.Tried[24]);
    }

    [Fact]
    public async Task A_portal_that_stops_does_not_wait()
    {
        _target.Refusals = 1;
        await RunAsync(1);

        await _delivery.RunAsync(Of(1), isLast: true, CancellationToken.None);

        Assert.Equal([1L], _target.Taken);
    }

    [Fact]
    public async Task A_record_that_was_put_back_shows_outside()
    {
        await RunAsync(9);
        await RunAsync(4);

        Assert.Equal([9L, 4L], _target.Taken);
    }

    private static SignedState Of(long size) => new("tests.example/audit", size, "root", $"note {size}");

    private Task<bool> RunAsync(long? latest) => _delivery.RunAsync(latest is { } size ? Of(size) : null, isLast: false, CancellationToken.None);

    private sealed class Target : ICheckpointTarget
    {
        public int Refusals { get; set; }

        public TimeSpan? Pause { get; set; }

        public List<long> Tried { get; } = [];

        public List<long> Taken { get; } = [];

        public string Name => "target";

        public Task DeliverAsync(SignedState checkpoint, CancellationToken cancellationToken)
        {
            Tried.Add(checkpoint.Size);
            if (Refusals > 0)
            {
                Refusals--;
                return Task.FromException(new DeliveryException($"Refusal {Tried.Count}.", Pause));
            }
            Taken.Add(checkpoint.Size);
            return Task.CompletedTask;
        }
    }
}
