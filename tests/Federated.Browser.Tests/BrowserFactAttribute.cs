namespace Federated.Browser.Tests;

/// <summary>
/// A test that looks at a page in Chromium. Where there is none it is skipped, and says so; with the environment variable CI set to true it is required: it runs, and fails
/// without one.
/// </summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.ReasonToSkip;
}
