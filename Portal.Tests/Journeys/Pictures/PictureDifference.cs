using Portal.Tests.Support;

namespace Portal.Tests.Journeys.Pictures;

/// <summary>
/// How far a picture is from another: the share of small squares whose average colour differs plainly. What one browser draws a little
/// differently from the next does not change an average; a line of text that is gone, or stands elsewhere, does.
/// </summary>
/// <param name="Share">0..1.</param>
internal sealed record PictureDifference(double Share)
{
    // A row of text is some dozens of squares; two in a thousand are six.
    private const double Perceptible = 0.002;

    // Decoded by the browser, which is there anyway.
    private const string MeasureScript = """
        async ([before, after, times]) => {
          const passing = JSON.parse(times);
          const square = 20;
          const plain = 14;
          const pixels = async base64 => {
            const image = new Image();
            image.src = `data:image/png;base64,${base64}`;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height);
            const brush = canvas.getContext("2d");
            brush.drawImage(image, 0, 0);
            return brush.getImageData(0, 0, image.width, image.height);
          };
          const [one, other] = [await pixels(before), await pixels(after)];
          if (one.width !== other.width || one.height !== other.height) {
            return 1;
          }
          const average = (image, left, top) => {
            const sum = [0, 0, 0];
            for (let y = top; y < top + square; y++) {
              for (let x = left; x < left + square; x++) {
                const at = 4 * (y * image.width + x);
                sum[0] += image.data[at]; sum[1] += image.data[at + 1]; sum[2] += image.data[at + 2];
              }
            }
            return sum.map(colour => colour / (square * square));
          };
          let different = 0;
          let all = 0;
          for (let top = 0; top + square <= one.height; top += square) {
            for (let left = 0; left + square <= one.width; left += square) {
              if (passing.some(area => area.left < left + square && area.right > left && area.top < top + square && area.bottom > top)) {
                continue;
              }
              all++;
              const [a, b] = [average(one, left, top), average(other, left, top)];
              different += a.some((colour, index) => Math.abs(colour - b[index]) > plain) ? 1 : 0;
            }
          }
          return different / all;
        }
        """;

    /// <summary>There is no picture to compare with.</summary>
    public static PictureDifference Missing { get; } = new(1.0);

    /// <summary>Whether a person sees it.</summary>
    public bool IsPerceptible => Share > Perceptible;

    /// <summary>Measures it.</summary>
    public static async Task<PictureDifference> MeasureAsync(byte[] before, Picture.Shot after)
    {
        var browser = await Chromium.GetAsync();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        return new(await page.EvaluateAsync<double>(
            MeasureScript, new[] { Convert.ToBase64String(before), Convert.ToBase64String(after.Png), after.Passing }));
    }
}
