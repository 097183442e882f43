using Microsoft.Playwright;

namespace Federated.Browser.Tests;

/// <summary>One browser for all tests of a class, and pages that keep a record of what they asked for and complained about.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Null where the tests run.</summary>
    public static string? ReasonToSkip => File.Exists(Program) || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : $"There is no {Program}. Install Debian's package chromium to run this test.";

    public async Task InitializeAsync()
    {
        if (ReasonToSkip is not null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <param name="html">The page; it is opened from a file, as a reader would.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="isDark">Whether the reader prefers dark.</param>
    /// <param name="hasScripts">False switches JavaScript off for the page itself.</param>
    public async Task<OpenPage> OpenAsync(string html, int width = 1200, bool isDark = false, bool hasScripts = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScripts,
        });
        return await OpenPage.LoadAsync(context, html);
    }
}
