// The demo service's pages.

const STYLE = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.6 system-ui,"Noto Sans CJK TC","Microsoft JhengHei",sans-serif}
main,header{max-width:46rem;margin:auto;padding:1rem}
header{display:flex;gap:.75rem;align-items:center}
header b{font-size:1.25rem}
.mark{display:grid;place-items:center;inline-size:2.5rem;block-size:2.5rem;border-radius:.5rem;background:#6a3d9a;color:#fff}
a.act,button{display:inline-block;padding:.6rem 1rem;border:0;border-radius:.5rem;background:#6a3d9a;color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
form{display:inline-block;margin-inline-end:.5rem}
pre{padding:1rem;overflow:auto;border:1px solid #8886;border-radius:.5rem}
:focus-visible{outline:3px solid #ffb000;outline-offset:2px}
`;

function page(name, body) {
  return `<!doctype html>
<html lang="zh-Hant-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header><span class="mark" aria-hidden="true">${escaped(name.slice(-3, -2))}</span><b>${escaped(name)}</b></header>
<main>
${body}
</main>
</body>
</html>
`;
}

export function homePage(name, session) {
  if (!session) {
    return page(name, `<h1>還沒有登入</h1>
<p>這是一個示範服務，用教育雲端帳號登入。</p>
<p><a class="act" href="/sign-in">用教育雲端帳號登入</a></p>
<p><a href="/sign-in?prompt=select_account">選擇帳號再登入</a></p>`);
  }
  const { claims, received } = session;
  const parts = [
    ["ID Token", claims],
    ["UserInfo", received.userinfo],
    ["eduinfo", received.eduinfo],
    ["relation", received.relation],
  ];
  const shown = parts.map(([title, value]) => `<h2>${title}</h2>\n<pre tabindex="0">${escaped(JSON.stringify(value, null, 2))}</pre>`);
  return page(name, `<h1>${escaped(received.userinfo.name ?? claims.sub)}，你好</h1>
<p>下面是這個服務收到的資料。</p>
<form method="post" action="/refresh"><button>重新整理資料</button></form>
<form method="post" action="/sign-out"><button>登出</button></form>
${shown.join("\n")}`);
}

export function signedOutPage(name) {
  return page(name, `<h1>已經登出</h1>
<p><a class="act" href="/sign-in">再登入一次</a></p>`);
}

const SENTENCES = {
  access_denied: "你沒有同意提供資料，所以沒有登入。",
  login_required: "要先登入才行。",
  not_found: "沒有這個網頁。",
};

export function errorPage(name, code) {
  return page(name, `<h1>沒有登入</h1>
<p>${SENTENCES[code] ?? "登入沒有完成，再試一次。"}</p>
<p><code>${escaped(String(code))}</code></p>
<p><a class="act" href="/">回首頁</a></p>`);
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
