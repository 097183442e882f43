using Microsoft.Playwright;

namespace Federated.Browser.Tests;

/// <summary>A page in the browser.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file;
    private readonly List<string> _complaints = [];
    private readonly List<IRequest> _requests = [];

    private OpenPage(IBrowserContext context, IPage page, string file) => (_context, Page, _file) = (context, page, file);

    public IPage Page { get; }

    /// <summary>What the console said: errors, warnings, refusals of the page's own policy.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>What the page asked for besides itself and got past its own policy.</summary>
    public IEnumerable<string> OtherRequests => _requests.Where(request => request.Url != new Uri(_file).AbsoluteUri && request.Failure != "csp").Select(request => request.Url);

    internal static async Task<OpenPage> LoadAsync(IBrowserContext context, string html)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("fed-report-").FullName, "report.html");
        await File.WriteAllTextAsync(file, html);
        var open = new OpenPage(context, await context.NewPageAsync(), file);
        open.Page.Console += (_, message) => open._complaints.Add($"{message.Type}: {message.Text}");
        open.Page.PageError += (_, message) => open._complaints.Add(message);
        open.Page.Request += (_, request) => open._requests.Add(request);
        await open.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return open;
    }

    /// <summary>Opens every table that is folded away.</summary>
    public Task OpenDetailsAsync() => Page.EvaluateAsync("document.querySelectorAll('details').forEach(each => each.open = true)");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }
}
