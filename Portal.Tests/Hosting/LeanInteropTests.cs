using System.Numerics;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Portal.Hosting;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

public sealed class LeanInteropTests(DemoPortal demo) : IClassFixture<DemoPortal>
{
    private static readonly JsonSerializerOptions Usual = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions Lean = new(Usual) { TypeInfoResolver = LeanInterop.InteropTypes.Instance };
    private static readonly string[] Keys = ["Escape", "Enter"];

    public static TheoryData<object?[]> Calls => new(
        [1, 2L, 3.5, 4m, true, 'c', "text", null],
        [new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Guid.Empty, TimeSpan.FromSeconds(1), DayOfWeek.Friday],
        [new { Name = "box", Width = 12.5, Classes = (IReadOnlyList<string>)["a", "b"], Inner = new { Keys } }],
        [new Dictionary<string, object> { ["a"] = 1, ["b"] = Keys }, (IEnumerable<string>)Keys]);

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void What_a_page_sends_to_its_scripts_is_written_as_ever(object?[] arguments) =>
        Assert.Equal(JsonSerializer.Serialize(arguments, Usual), JsonSerializer.Serialize(arguments, Lean));

    [Fact]
    public void A_page_learns_nothing_of_the_interfaces_of_a_number()
    {
        using var page = demo.Server.Services.CreateScope();
        var scripts = Assert.IsAssignableFrom<JSRuntime>(page.ServiceProvider.GetRequiredService<IJSRuntime>());
        var options = (JsonSerializerOptions)typeof(JSRuntime)
            .GetProperty("JsonSerializerOptions", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(scripts)!;

        Assert.Equal("[7]", JsonSerializer.Serialize(new object[] { 7 }, options));
        Assert.False(options.TryGetTypeInfo(typeof(INumber<int>), out _));
        Assert.True(options.TryGetTypeInfo(typeof(IReadOnlyList<string>), out _));
    }
}
