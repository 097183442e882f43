using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>Sends hand-made HTTP/2 requests, which no proper client would.</summary>
internal static class RawCall
{
    public const string EchoPath = "/federated.testing.v1.EchoService/Echo";

    public static async Task<RawAnswer> PostAsync(Uri server, byte[] body, string path = EchoPath, string contentType = "application/grpc", Version? version = null, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new RawAnswer(response.StatusCode, bytes, Read(response, "grpc-status"), Read(response, "grpc-message"), Read(response, "grpc-accept-encoding"), Read(response, "grpc-encoding"));
    }

    /// <summary>A frame header and what follows it; the length may lie.</summary>
    public static byte[] Frame(byte flag, byte[] message, uint? length = null)
    {
        var size = length ?? (uint)message.Length;
        return [flag, (byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size, .. message];
    }

    /// <summary>A port on which nobody listens.</summary>
    public static Uri DeadAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    private static string? Read(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.Single()
        : response.Headers.TryGetValues(name, out var headers) ? headers.Single() : null;
}
